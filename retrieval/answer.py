"""The answer object that every front end shows and every check reads; its JSON form is a public contract."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from retrieval.audience import Readers


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
    quote where that can be said (a text fragment, a PDF's page); ``page`` is counted from 1. ``reliability`` is what
    sort of source it is: ``primary``, ``press``, ``secondary``, ``digest``, or empty where the source does not say.
    """

    n: int
    doc_id: str
    title: str
    publisher: str = ""
    published: str = ""
    kind: str = ""
    reliability: str = ""
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
    """A point on which cited sources differ; the best supported version is first, ``why_first`` says by what."""

    about: str
    versions: tuple[DisagreementVersion, ...]
    why_first: str = ""


class Question(_Frozen):
    """A question as asked; ``history`` holds earlier turns, oldest first; ``scope`` names the only documents to use.

    With ``as_of`` only what was known on that day is used: the versions of that day, none of what came later. ``who``
    asks and at which ``place`` is kept in the log, where the settings allow it.

    ``readers`` are those who will read the answer, each with the audiences that they belong to: only what all of them
    may see is used. Nobody named, that is what everyone may see.
    """

    question: str
    history: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    as_of: date | None = None
    who: str = ""
    place: str = ""
    readers: Readers = ()


class AsOf(_Frozen):
    """What an answer as of an earlier day rests on: how many documents were known, how many have changed since."""

    day: date
    documents: int
    earlier_versions: int


class Answer(_Frozen):
    """What Pincite says to one question; ``as_of`` is there where the question asks for an earlier day."""

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
    as_of: AsOf | None = None
    elapsed_ms: float = 0.0
