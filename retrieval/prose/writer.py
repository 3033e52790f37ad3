"""An assistant whose answers a language model writes, from their evidence alone, each sentence checked without it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from retrieval.answer import Answer, Citation, Disagreement, Question, Status
from retrieval.asking import Asks
from retrieval.prose.deadline import within
from retrieval.prose.model import Model, ModelFailed
from retrieval.prose.prompt import SYSTEM, evidence
from retrieval.prose.statements import Statement, statements
from retrieval.prose.support import Verdict, judged

logger = logging.getLogger(__name__)
Release = Callable[[str], None]
_VERBATIM = "in the sources' own words, because"


def _unheard(sentence: str) -> None:
    """Nobody waits for single sentences."""


@dataclass(slots=True)
class _Draft:
    """What has passed so far; ``numbers`` gives each cited number the one that is shown, in the order of citing."""

    quotes: dict[int, str]
    numbers: dict[int, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    removed: int = 0

    def take(self, statement: Statement) -> str | None:
        """The sentence as it is shown, or None when it is not supported."""
        verdict = self._judged(statement)
        if not verdict.numbers:
            self.removed += 1
            logger.info("a sentence of the model was left out: %s", verdict.objection.partition(":")[0])
            return None
        shown = [self.numbers.setdefault(number, len(self.numbers) + 1) for number in verdict.numbers]
        self.kept.append(f"{statement.text} {''.join(f'[{number}]' for number in sorted(shown))}")
        return self.kept[-1]

    def _judged(self, statement: Statement) -> Verdict:
        if not statement.cited:
            return Verdict((), "it cites nothing")
        if not self.quotes.keys() >= set(statement.cited):
            return Verdict((), "it cites what is not there")
        if not statement.text.rstrip("”\"’')").endswith((".", "!", "?")):
            return Verdict((), "it is no whole sentence")
        return judged(statement.text, {number: self.quotes[number] for number in statement.cited})


class Writer:
    """Asks an assistant, and has its answers told by a model. Safe to call from several threads.

    Whatever becomes of the model, there is an answer: the assistant's own, with the reason.
    """

    def __init__(self, assistant: Asks, model: Model, seconds: float) -> None:
        self._assistant = assistant
        self._model = model
        self._seconds = seconds

    def ask(self, question: Question, release: Release = _unheard) -> Answer:
        """Answer, or decline. Raises as the assistant does.

        ``release`` gets each sentence as soon as it is checked. They are true of the sources, but what stays is the
        answer that is returned: it may be another when the model fails on the way.
        """
        began = time.perf_counter()
        answer = self._assistant.ask(question)
        if answer.status not in {Status.ANSWERED, Status.CONFLICTING} or not answer.citations:
            return answer
        told = self._told(answer, question, release)
        return told.model_copy(update={"elapsed_ms": round(1000 * (time.perf_counter() - began), 1)})

    def explain(self, question: Question) -> str:
        """Why each passage ranked where it did, as text."""
        return self._assistant.explain(question)

    def _told(self, answer: Answer, question: Question, release: Release) -> Answer:
        draft = _Draft({citation.n: citation.quote for citation in answer.citations})
        try:
            for statement in statements(self._pieces(answer, question)):
                sentence = draft.take(statement)
                # Of sources that disagree none is shown before all are.
                if sentence and answer.status is Status.ANSWERED:
                    release(sentence)
        except ModelFailed as failure:
            logger.warning("the model %s wrote no answer: %s", self._model.name, failure)
            return _with_reason(answer, f"{_VERBATIM} the model {self._model.name} failed: {failure}")
        problem = _incomplete(answer, draft)
        if problem:
            return _with_reason(answer, f"{_VERBATIM} {problem}")
        return _with_reason(_renumbered(answer, draft), self._note(draft))

    def _pieces(self, answer: Answer, question: Question) -> Iterator[str]:
        message = evidence(question.question, answer.citations)
        return within(self._seconds, lambda: self._model.stream(SYSTEM, message))

    def _note(self, draft: _Draft) -> str:
        left_out = f"; {draft.removed} left out as unsupported" if draft.removed else ""
        return f"written by {self._model.name} from the citations, each sentence checked{left_out}"


def _incomplete(answer: Answer, draft: _Draft) -> str | None:
    """Why what has passed cannot stand for the answer; None when it can."""
    if not draft.kept:
        return (
            f"none of the model's {draft.removed} sentences is supported"
            if draft.removed
            else "the model wrote nothing"
        )
    if answer.citations[0].n not in draft.numbers:
        return "the model left out the best evidence"
    versions = [version for each in answer.disagreements for version in each.versions]
    if not all(draft.numbers.keys() & set(version.citations) for version in versions):
        return "the model left out one side of a disagreement"
    return None


def _renumbered(answer: Answer, draft: _Draft) -> Answer:
    cited = {citation.n: citation for citation in answer.citations}
    citations = tuple(cited[old].model_copy(update={"n": new}) for old, new in draft.numbers.items())
    return answer.model_copy(
        update={
            "answer": " ".join(draft.kept),
            "citations": citations,
            "short_answer": _still_there(answer.short_answer, citations),
            "disagreements": tuple(_with_numbers(each, draft.numbers) for each in answer.disagreements),
        }
    )


def _with_numbers(disagreement: Disagreement, numbers: dict[int, int]) -> Disagreement:
    versions = (
        version.model_copy(update={"citations": tuple(numbers[n] for n in version.citations if n in numbers)})
        for version in disagreement.versions
    )
    return disagreement.model_copy(update={"versions": tuple(versions)})


def _still_there(short_answer: str | None, citations: tuple[Citation, ...]) -> str | None:
    return short_answer if short_answer and any(short_answer in citation.quote for citation in citations) else None


def _with_reason(answer: Answer, note: str) -> Answer:
    return answer.model_copy(update={"reason": "; ".join(filter(None, (answer.reason, note)))})
