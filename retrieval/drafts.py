"""Answers before they get their name, time and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retrieval.answer import Answer, Citation, Status
from retrieval.citing import cite
from retrieval.compose import Place, Ranking, place
from retrieval.conflicts import conflict, disputed, with_versions
from retrieval.evidence import Candidate
from retrieval.question import Asked
from retrieval.short_answer import short_answer

_NEAREST = 3
_SOURCES, _CHOSEN = "the sources", "the documents chosen"
_NEAR = 0.2  # that the sources are silent is a finding of its own, which a near miss does not support
Evidence = tuple[Asked, Candidate]
Texts = dict[str, str]  # versions by name


def draft(parts: Sequence[tuple[Ranking, Sequence[Candidate]]], texts: Texts, *, limited: bool = False) -> Answer:
    """The answer to a question of several parts, from what was chosen for each; declined when nothing was.

    Where only some documents were asked (``limited``), nothing is said of the others.
    """
    asked_of = _CHOSEN if limited else _SOURCES
    conflicts = [conflict(ranking, found) if found else None for ranking, found in parts]
    shown = [with_versions(found, dispute) for (_, found), dispute in zip(parts, conflicts, strict=True)]
    evidence = [(ranking.asked, each) for (ranking, _), found in zip(parts, shown, strict=True) for each in found]
    if not evidence:
        return _declined([ranking for ranking, _ in parts], texts, asked_of)
    answered = [dispute for (_, found), dispute in zip(parts, conflicts, strict=True) if found]
    reason = _unanswered([ranking for ranking, found in parts if not found], asked_of)
    return disputed(_answered(evidence, texts), answered).model_copy(update={"reason": reason})


def _unanswered(rankings: Sequence[Ranking], asked_of: str) -> str | None:
    """Which parts have no answer, and whether anything came near."""
    near = "; ".join(each.asked.text for each in rankings if each.confidence >= _NEAR)
    silent = "; ".join(each.asked.text for each in rankings if each.confidence < _NEAR)
    told = [f"not answered surely enough: {near}"] if near else []
    told += [f"{asked_of} do not answer: {silent}"] if silent else []
    return "; ".join(told) or None


def unclear(reason: str) -> Answer:
    """What to ask back when a question does not say, with what was said before, what it is about."""
    answer = f"Please ask again in a whole question: {reason}."
    return _empty(Status.UNCLEAR).model_copy(update={"answer": answer, "reason": reason})


def _answered(evidence: Sequence[Evidence], texts: Texts) -> Answer:
    citations = _cited(evidence, texts, len(evidence))
    update = {
        "answer": " ".join(f"{citation.quote} [{citation.n}]" for citation in citations),
        "short_answer": short_answer(*evidence[0]),
        "citations": citations,
    }
    return _empty(Status.ANSWERED).model_copy(update=update)


def _declined(rankings: Sequence[Ranking], texts: Texts, asked_of: str) -> Answer:
    best = sorted(
        ((ranking.asked, *ranked) for ranking in rankings for ranked in ranking.ranked), key=lambda entry: -entry[2]
    )
    nearest = _cited(((asked, candidate) for asked, candidate, _ in best), texts, _NEAREST)
    reason = "weak match" if nearest else "no document"
    silent = f"{asked_of.capitalize()} do not answer this question."
    unsure = f"No passage of {asked_of} answers this question surely enough."
    answer = unsure if nearest and best[0][2] >= _NEAR else silent
    return _empty(Status.NOT_FOUND).model_copy(update={"answer": answer, "nearest": nearest, "reason": reason})


def _empty(status: Status) -> Answer:
    return Answer(id="", question="", status=status, answer="", confidence=0.0)


def _cited(evidence: Iterable[Evidence], texts: Texts, most: int) -> tuple[Citation, ...]:
    """Numbered citations of the first ``most`` different sentences."""
    cited: dict[Place, Citation] = {}
    for asked, candidate in evidence:
        if len(cited) == most:
            break
        text = texts[candidate.hit.stored.document.version]
        if place(candidate) not in cited:
            cited[place(candidate)] = cite(candidate, asked, text, len(cited) + 1)
    return tuple(cited.values())
