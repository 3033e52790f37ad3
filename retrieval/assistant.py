"""The one object that every front end asks."""

from __future__ import annotations

import difflib
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence

from retrieval.answer import Answer, Citation, Question, Status
from retrieval.citing import cite
from retrieval.compose import MAX_SENTENCES, Place, Ranking, chosen, place, short_answer
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.evidence import Candidate
from retrieval.explain import explained
from retrieval.finding import Finder
from retrieval.followup import standalone
from retrieval.index import Index
from retrieval.question import Asked, parts
from retrieval.reader import Reader
from retrieval.weighing import weighing

MAX_QUESTION_CHARS = 2000
_NEAREST = 3
_DECLINED = "The sources do not answer this question."
Evidence = tuple[Asked, Candidate]
Texts = dict[str, str]


class Assistant:
    """Answers questions from one index, in the sources' own words. Safe to call from several threads.

    Without a ``reader`` the answers are weaker; ``warning`` then says why, and every answer's reason repeats it.
    """

    def __init__(self, index: Index, embedder: Embedder, reader: Reader | None, warning: str = "") -> None:
        self._index = index
        self._finder = Finder(index, embedder, reader)
        self._weighing = weighing(read=reader is not None)
        self._warning = warning

    def ask(self, question: Question) -> Answer:
        """Answer, or decline. Raises UsageError for an empty or too long question or an unknown scope."""
        began = time.perf_counter()
        texts: Texts = {}
        rankings = list(self._rankings(question, texts))
        answers = [chosen(ranking) for ranking in rankings]
        evidence = [
            (ranking.asked, candidate) for ranking, found in zip(rankings, answers, strict=True) for candidate in found
        ]
        drafted = _answered(evidence, texts) if evidence else _declined(rankings, texts)
        silent = [
            ranking.asked.text for ranking, found in zip(rankings, answers, strict=True) if evidence and not found
        ]
        return drafted.model_copy(
            update={
                "id": uuid.uuid4().hex,
                "question": question.question,
                "confidence": round(max(ranking.confidence for ranking in rankings), 4),
                "reason": self._reason(drafted.reason, silent),
                "elapsed_ms": round(1000 * (time.perf_counter() - began), 1),
            }
        )

    def explain(self, question: Question) -> str:
        """Why each passage ranked where it did, as text."""
        rankings = self._rankings(question, {})
        return "\n".join(line for ranking in rankings for line in explained(ranking.asked, ranking.ranked))

    def _rankings(self, question: Question, texts: Texts) -> Iterator[Ranking]:
        """For each part of the question its sentences; what one part was answered with is not taken for the next."""
        check_question(question.question)
        self._check_scope(question.scope)
        taken: set[Place] = set()
        asked = parts(standalone(question.question, question.history))
        for part in asked:
            text = part if part == asked[0] else standalone(part, asked[:1])
            found = self._finder.candidates(Asked(text), question.scope, texts)
            ranking = Ranking(Asked(part), self._weighing.ranked([each for each in found if place(each) not in taken]))
            taken.update(place(candidate) for candidate in chosen(ranking))
            yield ranking

    def _reason(self, reason: str | None, silent: Sequence[str]) -> str | None:
        unanswered = f"the sources do not answer: {'; '.join(silent)}" if silent else None
        return "; ".join(filter(None, (reason, unanswered, self._warning))) or None

    def _check_scope(self, scope: Sequence[str]) -> None:
        for doc_id in scope:
            if self._index.store.current_version(doc_id) is None:
                close = difflib.get_close_matches(doc_id, self._index.store.current_ids(), n=3, cutoff=0.3)
                hint = f"; is it {' or '.join(close)}?" if close else ""
                raise UsageError(f"There is no document {doc_id!r} in the index{hint}")


def check_question(question: str) -> None:
    """Raises UsageError for a question that cannot be read."""
    if not any(character.isalnum() for character in question):
        raise UsageError("The question is empty; ask in words.")
    if len(question) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"The question has {len(question):,} characters and at most {MAX_QUESTION_CHARS:,} are read; shorten it."
        )


def _answered(evidence: Sequence[Evidence], texts: Texts) -> Answer:
    citations = _cited(evidence, texts, MAX_SENTENCES)
    asked, lead = evidence[0]
    return Answer(
        id="",
        question="",
        status=Status.ANSWERED,
        answer=" ".join(f"{citation.quote} [{citation.n}]" for citation in citations),
        short_answer=short_answer(asked, lead),
        confidence=0.0,
        citations=citations,
    )


def _declined(rankings: Sequence[Ranking], texts: Texts) -> Answer:
    best = sorted(
        ((ranking.asked, *ranked) for ranking in rankings for ranked in ranking.ranked), key=lambda entry: -entry[2]
    )
    nearest = _cited(((asked, candidate) for asked, candidate, _ in best), texts, _NEAREST)
    return Answer(
        id="",
        question="",
        status=Status.NOT_FOUND,
        answer=_DECLINED,
        confidence=0.0,
        nearest=nearest,
        reason="weak match" if nearest else "no document",
    )


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
