"""What an answer is worth against a known fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evals.cases.case import Case
from evals.cases.expected import said
from evals.scoring.founded import unfounded
from retrieval.answer import Answer, Scope, Status
from retrieval.store import Store


class Outcome(StrEnum):
    """What became of a case."""

    CORRECT = "correct"  # answered with the fact and its source, or declined where the sources are silent
    PARTLY = "partly"  # something required is missing, something required is there
    INCORRECT = "incorrect"  # answered wrongly, answered though the sources are silent, or cited unsoundly
    NO_ANSWER = "no_answer"  # declined though the sources answer
    ERROR = "error"  # asking failed


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome and, unless it is correct, what was wrong."""

    outcome: Outcome
    problems: tuple[str, ...] = ()


def score(case: Case, answer: Answer, store: Store | None = None) -> Verdict:
    """Judge one answer. An unsound citation makes any answer incorrect: it is the promise that was broken.

    With the ``store`` of the sources it is unsound, too, when it cannot be found in them.
    """
    unsound = (*_unsound(answer), *(unfounded(answer, store) if store else ()))
    if unsound:
        return Verdict(Outcome.INCORRECT, unsound)
    if not answered(answer):
        if case.answerable:
            return Verdict(Outcome.NO_ANSWER, ("declined though the sources answer",))
        return Verdict(Outcome.CORRECT)
    if not case.answerable:
        return Verdict(Outcome.INCORRECT, ("answered though the sources are silent",))
    return _judge(case, answer)


def _judge(case: Case, answer: Answer) -> Verdict:
    text = _told(answer)
    said_wrongly = tuple(f"says '{phrase}'" for phrase in case.never if said(text, phrase))
    unsaid = tuple(_unsaid(case, text))
    if said_wrongly or (case.says and len(unsaid) == len(case.says)):
        return Verdict(Outcome.INCORRECT, said_wrongly + unsaid)
    missing = unsaid + tuple(_uncited(case, answer))
    if missing and not case.says:
        return Verdict(Outcome.INCORRECT, missing)
    return Verdict(Outcome.PARTLY, missing) if missing else Verdict(Outcome.CORRECT)


def _told(answer: Answer) -> str:
    """All that is said: the answer, and the values that are shown to differ."""
    return "\n".join([answer.answer, *(v.value for each in answer.disagreements for v in each.versions)])


def _unsaid(case: Case, text: str) -> Iterator[str]:
    for wordings in case.says:
        if not any(said(text, wording) for wording in wordings):
            yield "does not say " + " or ".join(f"'{wording}'" for wording in wordings)


def shows_conflict(answer: Answer) -> bool:
    """Whether an answer says itself that sources differ, with at least two versions."""
    return any(len(each.versions) > 1 for each in answer.disagreements)


def gives_all_versions(case: Case, answer: Answer) -> bool:
    """Whether an answer says everything that it must, such as each version of a conflict."""
    return not any(_unsaid(case, _told(answer)))


def _uncited(case: Case, answer: Answer) -> Iterator[str]:
    standing = {
        reference.marker
        for citation in answer.citations
        for reference in citation.references
        if reference.scope is not Scope.DOCUMENT
    }
    if case.cites and standing.isdisjoint(case.cites):
        yield f"cites none of {_marked(case.cites)}"
    quoted = {citation.doc_id for citation in answer.citations}
    wanted = {case.document} if case.document else {each.document for each in case.evidence}
    if wanted and wanted.isdisjoint(quoted):
        yield f"does not quote {' or '.join(sorted(wanted))}"


def _unsound(answer: Answer) -> Iterator[str]:
    """What no answer may show, whatever was asked."""
    if answered(answer) and not answer.citations:
        yield "answers without a citation"
    for citation in answer.citations + answer.nearest:
        if not citation.quote.strip():
            yield f"citation {citation.n} has an empty quote"
        if not 0 <= citation.start < citation.end:
            yield f"citation {citation.n} spans nothing ({citation.start} to {citation.end})"


def answered(answer: Answer) -> bool:
    """Whether it is an answer, and not a refusal."""
    return answer.status in {Status.ANSWERED, Status.CONFLICTING}


def _marked(markers: tuple[str, ...]) -> str:
    return "".join(f"[{marker}]" for marker in markers)
