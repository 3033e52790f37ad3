"""Answers as a system under evaluation gives them."""

from __future__ import annotations

from evals.cases.anchors import Anchor
from evals.cases.case import Case
from evals.runs.result import Result
from evals.scoring.score import Outcome
from evals.subjects.subject import Retrieved
from retrieval.answer import Answer, Citation, CitedReference, Scope, Status


def citation(
    quote: str = "LinkedIn was sued.",
    *markers: str,
    scope: Scope = Scope.CLAUSE,
    span: tuple[int, int] = (10, 28),
    doc_id: str = "digest.md",
) -> Citation:
    references = tuple(
        CitedReference(marker=marker, url=f"https://example.org/{marker}", scope=scope) for marker in markers
    )
    return Citation(
        n=1,
        doc_id=doc_id,
        title="Digest",
        version="0" * 64,
        start=span[0],
        end=span[1],
        quote=quote,
        references=references,
    )


def answered(text: str, *markers: str, status: Status = Status.ANSWERED, scope: Scope = Scope.CLAUSE) -> Answer:
    return Answer(
        id="a",
        question="?",
        status=status,
        answer=f"{text} [1]",
        confidence=0.9,
        citations=(citation(text, *markers, scope=scope),),
    )


def declined(status: Status = Status.NOT_FOUND) -> Answer:
    return Answer(id="d", question="?", status=status, answer="The sources do not answer this.", confidence=0.1)


def anchor(
    document: str = "digest.md", span: tuple[int, int] = (10, 28), says: tuple[int, ...] = (0,), quote: str = "q"
) -> Anchor:
    return Anchor(document, "0" * 64, *span, quote, says)


def found(document: str = "digest.md", span: tuple[int, int] = (0, 100)) -> Retrieved:
    return Retrieved(document=document, start=span[0], end=span[1])


def case(**fields: object) -> Case:
    """A case that wants "$1,000", unless the fields say otherwise."""
    usual = {} if "answer" in fields else {"says": ["$1,000"]}
    return Case.model_validate({"id": "c", "question": "How much?", **usual, **fields})


def result(name: str = "c", *, right: bool = True, **fields: object) -> Result:
    """A result whose measures say only whether it is right, unless more are given."""
    made = Result(
        case=case(id=name),
        group=name,
        outcome=Outcome.CORRECT if right else Outcome.INCORRECT,
        scores={"correct": float(right), "answered": 1.0, "confidence": 0.9},
    )
    return made.model_copy(update=fields)
