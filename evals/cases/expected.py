"""What an answer must say: words, or a value that may be written in any way."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from evals.cases.text import contains, normalise
from evals.cases.values import YEARS, Amount, Day, dates, money, numbers, sole_value

KINDS = ("date", "money", "number", "name")


def _comparable(phrase: str) -> str:
    if not normalise(phrase):
        raise ValueError(f"{phrase!r} holds nothing that could be compared")
    return phrase


def _calendar_date(text: str) -> str:
    """A day must be one that there is, and of a year that is read in texts."""
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10] if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text) else "")
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date; write it like 2025-01-21, 2025-01 or 2025") from error
    if not re.match(YEARS, text):
        raise ValueError(f"{text!r}: only the years 1500 to 2099 are read as dates; expect the words instead")
    return text


def _money_text(text: str) -> str:
    if not isinstance(sole_value(text), Amount):
        raise ValueError(f"{text!r} is not an amount of money; write it like $1.7 billion or EUR 310 million")
    return text


def _number_text(text: str) -> str:
    try:
        Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a number") from error
    return text


_WRITTEN = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), WithJsonSchema(_WRITTEN)]
Phrase = Annotated[Text, AfterValidator(_comparable), WithJsonSchema(_WRITTEN)]


class Frozen(BaseModel):
    """A part of a case file. Numbers are taken as text, so that ``cites: [1, 2]`` needs no quotation marks."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class DateValue(Frozen):
    """A date: ``2025-01-21``, ``2025-01`` or ``2025``; whoever says the day has also said the month."""

    date: Annotated[
        str,
        AfterValidator(_calendar_date),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "string", "pattern": rf"^{YEARS}(-\d{{2}}(-\d{{2}})?)?$"},
                    {"type": "integer", "minimum": 1500, "maximum": 2099},
                ]
            }
        ),
    ]

    def said_in(self, text: str) -> bool:
        """Whether a text gives the date."""
        wanted = Day(*map(int, self.date.split("-")))
        return any(wanted.fits(found) for found in dates(text))

    def __str__(self) -> str:
        return self.date


class MoneyValue(Frozen):
    """An amount of money with its currency."""

    money: Annotated[Text, AfterValidator(_money_text)]

    def said_in(self, text: str) -> bool:
        """Whether a text gives the amount."""
        return sole_value(self.money) in money(text)

    def __str__(self) -> str:
        return self.money


class NumberValue(Frozen):
    """A number, in digits or words; ``unit: "%"`` for a percentage."""

    number: Annotated[Text, AfterValidator(_number_text)]
    unit: Annotated[str, StringConstraints(pattern="^%?$")] = ""

    def said_in(self, text: str) -> bool:
        """Whether a text gives the number."""
        return Amount(Decimal(self.number.replace(",", "")).normalize(), self.unit) in numbers(text)

    def __str__(self) -> str:
        return self.number + self.unit


class NameValue(Frozen):
    """A person, body, law or case, by its name or any of its ``aliases``."""

    name: Phrase
    aliases: tuple[Phrase, ...] = ()

    def said_in(self, text: str) -> bool:
        """Whether a text names it."""
        return any(contains(text, name) for name in (self.name, *self.aliases))

    def __str__(self) -> str:
        return self.name


def _kind(value: Any) -> str | None:
    if isinstance(value, BaseModel):
        return next((kind for kind in KINDS if hasattr(value, kind)), None)
    if isinstance(value, dict):
        return next((kind for kind in KINDS if kind in value), None)
    return "text" if isinstance(value, str | int | float) and not isinstance(value, bool) else None


Expected = Annotated[
    Annotated[Phrase, Tag("text")]
    | Annotated[DateValue, Tag("date")]
    | Annotated[MoneyValue, Tag("money")]
    | Annotated[NumberValue, Tag("number")]
    | Annotated[NameValue, Tag("name")],
    Discriminator(
        _kind,
        custom_error_type="expected",
        custom_error_message="must be text, or a mapping with one of `date`, `money`, `number`, `name`",
    ),
]


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


class _OrAlone:
    """Says in the JSON schema what the validator does: one item may stand without its list."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


Wordings = Annotated[tuple[Expected, ...], Field(min_length=1), BeforeValidator(_as_list), _OrAlone()]


def said(text: str, expected: Expected) -> bool:
    """Whether a text says what is expected. Words that are a date or a sum of money are compared as that value."""
    if not isinstance(expected, str):
        return expected.said_in(text)
    value = _value(expected)
    if isinstance(value, Day):
        return any(value.fits(found) for found in dates(text))
    return value in money(text) if value else contains(text, expected)


@lru_cache(maxsize=4096)
def _value(phrase: str) -> Day | Amount | None:
    return sole_value(phrase)
