"""Answers to put into the bot's hands, as the assistant would give them."""

from __future__ import annotations

import uuid

from retrieval.answer import Answer, Citation, CitedReference, Question, Scope, Status

REFERENCES = (
    CitedReference(marker="8", url="https://court.example/complaint.pdf", scope=Scope.CLAUSE),
    CitedReference(marker="9", url="https://news.example/nine", scope=Scope.SENTENCE),
    CitedReference(marker="1", url="https://news.example/one", scope=Scope.DOCUMENT),
    CitedReference(marker="2", url="https://news.example/two", scope=Scope.DOCUMENT),
)


def citation(n: int = 1, **changes: object) -> Citation:
    """A citation with every field filled."""
    fields: dict[str, object] = {
        "n": n,
        "doc_id": f"doc-{n}",
        "title": f"The privacy suit, part {n}",
        "publisher": "Law Weekly",
        "published": "2025-01-23",
        "reliability": "press",
        "url": f"https://law.example/{n}",
        "section": "The demands",
        "version": "0" * 64,
        "start": 10,
        "end": 60,
        "quote": "The complaint asks for $1,000 for each member.",
        "references": REFERENCES,
    }
    return Citation.model_validate({**fields, **changes})


def answer(text: str = "They ask for $1,000 for each member. [1]", **changes: object) -> Answer:
    """An answer with one citation."""
    fields: dict[str, object] = {
        "id": "a1",
        "question": "What do they want?",
        "status": Status.ANSWERED,
        "answer": text,
        "confidence": 0.9,
        "citations": (citation(),),
    }
    return Answer.model_validate({**fields, **changes})


def echo(question: Question) -> Answer:
    """Answer with the question's own words, so that a test can tell which question a reply belongs to."""
    return answer(f"You asked: {question.question} [1]", id=uuid.uuid4().hex, question=question.question)
