"""Answers over sentences of the shipped corpus, for tests of what a model makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.answer import Answer, Citation, Disagreement, DisagreementVersion, Question, Status


@dataclass
class Given:
    """An assistant whose evidence is given; the rest of what it answers is as the real one's."""

    quotes: tuple[str, ...]
    status: Status = Status.ANSWERED
    short_answer: str | None = None

    def ask(self, question: Question) -> Answer:
        """The quotes, as they stand."""
        citations = tuple(
            Citation(n=n, doc_id=f"{n}.md", title=f"Source {n}", version="v", start=0, end=len(quote), quote=quote)
            for n, quote in enumerate(self.quotes, start=1)
        )
        versions = tuple(DisagreementVersion(value=str(each.n), citations=(each.n,)) for each in citations)
        disputed = (Disagreement(about="it", versions=versions),) if self.status is Status.CONFLICTING else ()
        return Answer(
            id="a",
            question=question.question,
            status=self.status,
            answer=" ".join(f"{each.quote} [{each.n}]" for each in citations),
            short_answer=self.short_answer,
            confidence=0.9,
            citations=citations if self.status is not Status.NOT_FOUND else (),
            disagreements=disputed,
        )

    def explain(self, question: Question) -> str:
        """As it was asked."""
        return f"explained: {question.question}"
