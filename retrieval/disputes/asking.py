"""What kind of value a question asks for, where values of that kind can be compared."""

from __future__ import annotations

import re
from enum import StrEnum

from retrieval.disputes.clauses import GIVING, SAYING
from retrieval.disputes.naming import sought
from retrieval.disputes.normal import Value
from retrieval.disputes.polarity import asks_yes_or_no
from retrieval.disputes.quantity import Amount
from retrieval.question import Asked
from retrieval.values import Kind


class About(StrEnum):
    """What sources can differ in."""

    DATE = "the date"
    AMOUNT = "the amount"
    NUMBER = "the number"
    CASE_NUMBER = "the case number"
    NAME = "the name"
    YES_OR_NO = "the answer"


_ABOUT = {
    Kind.CODE: About.CASE_NUMBER, Kind.DAY: About.DATE, Kind.DATE: About.DATE, Kind.MONEY: About.AMOUNT,
    Kind.NUMBER: About.NUMBER,
}  # fmt: skip
_ALSO_ASKED = {
    About.DATE: r"\b(?:what|which)\b[^?]*\b(?:date|day|year|month|deadline)\b",
    About.AMOUNT: r"\b(?:what|which)\b[^?]*\b(?:amount|sum|price|fine|fee|penalty|revenue|cost|salary|value)\b",
    About.NUMBER: r"\bhow\s+(?:much|many|long)\b"
    r"|\b(?:what|which)\b[^?]*\b(?:share|percentage|rate|proportion|number)\b",
}
# "What was the fine for?" asks for no sum.
_REASON = re.compile(r"\b(?:about|for|over)\W*$", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:share|percent\w*|proportion|rate)\b", re.IGNORECASE)
_HOW_LONG = re.compile(r"\bhow\s+long\b|\bhow\s+many\s+(?:hours|days|weeks|months|years)\b", re.IGNORECASE)
_HOW_MUCH = re.compile(r"\bhow\s+(?:much|high|big|large)\b", re.IGNORECASE)
# "Who first reported", "which papers say", "when did it announce": here the source, or its date, is what is asked for.
_WHO_SAYS = re.compile(
    rf"\b(?:who|(?:which|what)(?:\s+[\w-]+){{1,2}})\s+(?:(?:first|also|has|have|had|\w+ly)\s+)*(?:say|{SAYING}|{GIVING})\b"
    r"|\b(?:did|does|do|has|have|had)\b[^?]*\b(?:say|said|announced?|write|written|report|reported|argued?|alleged?"
    r"|confirm|confirmed|deny|denied|tell|told)\b",
    re.IGNORECASE,
)


def asked_about(asked: Asked) -> About | None:
    """What kind of thing a question asks for, where kinds can be compared."""
    if asked.kind is not None:
        return _ABOUT[asked.kind]
    if sought(asked.text):
        return About.NAME
    for about, pattern in _ALSO_ASKED.items():
        if re.search(pattern, asked.text, re.IGNORECASE) and not _REASON.search(asked.text):
            return about
    return About.YES_OR_NO if asks_yes_or_no(asked.text) else None


def fits_question(asked: Asked, about: About, value: Value) -> bool:
    """Whether a value is in a unit that the question asks for: a share, a length of time, money or a count."""
    if not isinstance(value, Amount):
        return True
    if _SHARE.search(asked.text):
        return value.unit == "%"
    if _HOW_LONG.search(asked.text):
        return value.unit == "days" or (value.unit == "" and "page" in asked.text)
    if about is About.AMOUNT:
        return value.is_money
    if _HOW_MUCH.search(asked.text):
        return value.unit not in {"", "days"}
    return value.unit in {"", "%"}


def asks_who_says(question: str) -> bool:
    """Whether a question asks who says something, or what or when somebody said."""
    return bool(_WHO_SAYS.search(question))
