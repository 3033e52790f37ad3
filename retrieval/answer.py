"""The answer object that every front end shows and every check reads; its JSON form is a public contract."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CONFLICTING = "conflicting"
    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"


class Scope(StrEnum):
    """How close to the quoted words a reference stands in its document."""

    CLAUSE = "clause"  # closes the very clause that answers
    SENTENCE = "sentence"  # stands elsewhere in the quoted sentence
    DOCUMENT = "document"  # hangs on a name, or on the document as a whole: no evidence for this clause


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class CitedReference(_Frozen):
    """An outside source that the quoted document itself cites."""

    marker: str
    url: str
    scope: Scope = Scope.CLAUSE


class Citation(_Frozen):
    """A quote and where it stands: ``text[start:end]`` of one stored version, in code points.

    ``quote`` equals that slice with reference markers removed and white space folded. ``link`` opens ``url`` at the
    quote where that can be said (a text fragment, a PDF's page); ``page`` is counted from 1.
    """

    n: int
    doc_id: str
    title: str
    publisher: str = ""
    published: str = ""
    url: str = ""
    link: str = ""
    page: int | None = None
    section: str = ""
    version: str
    start: int
    end: int
    quote: str
    references: tuple[CitedReference, ...] = ()


class DisagreementVersion(_Frozen):
    """One of the values that sources give for the same thing."""

    value: str
    citations: tuple[int, ...]


class Disagreement(_Frozen):
    """A point on which cited sources differ."""

    about: str
    versions: tuple[DisagreementVersion, ...]


class Question(_Frozen):
    """A question as asked; ``history`` holds earlier turns, oldest first; ``scope`` names the only documents to use."""

    question: str
    history: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


class Answer(_Frozen):
    """What Pincite says to one question."""

    id: str
    question: str
    status: Status
    answer: str
    short_answer: str | None = None
    confidence: float = Field(ge=0.0, le=1.0)
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    nearest: tuple[Citation, ...] = ()
    reason: str | None = None
    elapsed_ms: float = 0.0
