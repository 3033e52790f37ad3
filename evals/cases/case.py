"""One known fact, or one question on which the sources are silent."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from evals.cases.expected import Expected, Frozen, Text, Wordings


class Category(StrEnum):
    """What kind of question a case asks; results are reported by it."""

    FACT = "fact"
    PARAPHRASE = "paraphrase"
    KEYWORD = "keyword"
    TWO_PART = "two-part"
    LIST = "list"
    AMOUNT = "amount"
    DATE = "date"
    NAME = "name"
    HOW_TO = "how-to"
    FOLLOW_UP = "follow-up"
    CONFLICT = "conflict"
    FALSE_PREMISE = "false-premise"
    NEAR_MISS = "near-miss"
    FAR_MISS = "far-miss"
    OUT_OF_SCOPE = "out-of-scope"
    INJECTION = "injection"
    OTHER = "other"


class Evidence(Frozen):
    """Where a case's answer stands: words of a document as they are shown; without words, anywhere in it."""

    document: Text
    quote: str = ""


class Review(Frozen):
    """Who accepted a case, on which day, and what it was made from."""

    by: Text
    on: Text
    source: str = ""


class Case(Frozen):
    """One question and what a right answer is.

    Every item of ``says`` must be in the answer; an item that is a list is met by any one of its wordings, so
    ``[UK, [EEA, Europe]]`` wants "UK" and either of the others. One reference of ``cites`` must stand at the
    quoted words, ``document`` is the id of a document that must be quoted, nothing of ``never`` may be said.
    ``conflict: required`` says that sources differ and ``says`` holds their versions; where it is ``possible`` an
    answer may show a conflict, elsewhere that is a false alarm. ``answer: none`` expects the question to be
    declined, for ``reason``. ``history`` holds the earlier questions of the conversation, oldest first. ``evidence``
    names sentences that answer, where the ones that are found by rule (see ``anchors.py``) would be wrong.
    """

    id: Text
    question: Text
    category: Category = Category.OTHER
    history: tuple[Text, ...] = ()
    says: tuple[Wordings, ...] = ()
    cites: tuple[Text, ...] = ()
    document: Text | None = None
    never: tuple[Expected, ...] = ()
    conflict: Literal["required", "possible"] | None = None
    answer: Literal["none"] | None = None
    reason: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    reviewed: Review | None = None

    @property
    def answerable(self) -> bool:
        """Whether the sources answer the question."""
        return self.answer is None

    @model_validator(mode="after")
    def _expects_one_thing(self) -> Case:
        if self.answerable and not (self.says or self.evidence or self.document):
            raise ValueError("give `says`, or `answer: none` where the sources are silent")
        expected = (self.says, self.cites, self.document, self.never, self.conflict, self.evidence)
        if not self.answerable and any(expected):
            raise ValueError("`answer: none` goes without `says`, `cites`, `document`, `never`, `conflict`, `evidence`")
        if self.conflict == "required" and len(self.says) < 2:
            raise ValueError("`conflict: required` wants every version: give at least two items of `says`")
        if self.answerable and self.reason:
            raise ValueError("`reason` says why a question is declined; it goes with `answer: none`")
        return self


def expected_text(case: Case) -> str:
    """What a case expects, in one line for people."""
    if not case.answerable:
        return f"declined: {case.reason or 'the sources are silent'}"
    said = "; ".join(" | ".join(map(str, wordings)) for wordings in case.says) or "the evidence quoted"
    cited = " | ".join(f"[{marker}]" for marker in case.cites)
    shown = " (versions of a conflict)" if case.conflict == "required" else ""
    where = f", from {case.document}" if case.document else ""
    return f"{said}{f', citing {cited}' if cited else ''}{where}{shown}"
