"""Known facts: what is asked, and what a right answer must say, must cite and must not say."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from evals.text import normalise


class Category(StrEnum):
    """What kind of question a case asks; results are reported by it."""

    FACT = "fact"
    PARAPHRASE = "paraphrase"
    KEYWORD = "keyword"
    TWO_PART = "two-part"
    AMOUNT = "amount"
    DATE = "date"
    NAME = "name"
    NEAR_MISS = "near-miss"
    FALSE_PREMISE = "false-premise"
    OUT_OF_SCOPE = "out-of-scope"
    OTHER = "other"


def _comparable(phrase: str) -> str:
    if not normalise(phrase):
        raise ValueError(f"{phrase!r} holds nothing that could be compared")
    return phrase


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Phrase = Annotated[Text, AfterValidator(_comparable)]
Wordings = Annotated[tuple[Phrase, ...], BeforeValidator(_as_list), Field(min_length=1)]


class Case(BaseModel):
    """One known fact, or one question on which the sources are silent (``answer: none``).

    Every item of ``says`` must be in the answer; an item that is a list is met by any one of its wordings, so
    ``[UK, [EEA, Europe]]`` wants "UK" and either of the others. One reference of ``cites`` must stand at the
    quoted words, ``document`` is the id of a document that must be quoted, nothing of ``never`` may be said.
    """

    # Numbers are taken as text, so that `cites: [1, 2]` needs no quotation marks.
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    id: Text
    question: Text
    category: Category = Category.OTHER
    says: tuple[Wordings, ...] = ()
    cites: tuple[Text, ...] = ()
    document: Text | None = None
    never: tuple[Phrase, ...] = ()
    answer: Literal["none"] | None = None

    @property
    def answerable(self) -> bool:
        """Whether the sources answer the question."""
        return self.answer is None

    @model_validator(mode="after")
    def _expects_one_thing(self) -> Case:
        if self.answerable and not self.says:
            raise ValueError("give `says`, or `answer: none` where the sources are silent")
        if not self.answerable and (self.says or self.cites or self.document or self.never):
            raise ValueError("`answer: none` goes without `says`, `cites`, `document` and `never`")
        return self
