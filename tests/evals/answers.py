"""Answers as a system under evaluation gives them."""

from __future__ import annotations

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
