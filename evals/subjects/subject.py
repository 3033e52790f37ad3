"""What a subject is, and what it gives for one question."""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, ConfigDict

from retrieval.answer import Answer, Question


class Retrieved(BaseModel):
    """A passage that was found, ``text[start:end]`` of a version of a document; ``scores`` says why it ranks there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    document: str
    version: str = ""
    start: int
    end: int
    section: str = ""
    scores: dict[str, float] = {}


class Reply(BaseModel):
    """An answer with the passages that were found for it, best first; None when the subject does not tell.

    ``elapsed_ms`` is the time of the answer alone, where the subject does more than answer.
    """

    model_config = ConfigDict(frozen=True)

    answer: Answer
    retrieved: tuple[Retrieved, ...] | None = None
    elapsed_ms: float | None = None


class SubjectError(Exception):
    """The subject gave no answer that can be judged: it stalled, died, or did not keep to the schema."""


class Subject(Protocol):
    """Anything that answers questions."""

    @property
    def name(self) -> str:
        """What it is called in reports."""
        ...

    def describe(self) -> dict[str, str]:
        """The settings and models that make it what it is; runs of unlike subjects are not compared in silence."""
        ...

    def ask(self, question: Question) -> Reply:
        """Answer one question. Whatever it raises costs only this question."""
        ...

    def close(self) -> None:
        """Let go of processes and connections."""
        ...
