"""Kinds of value that a question can ask for, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto


class Kind(Enum):
    """What sort of value answers a question."""

    CODE = auto()  # a case or docket number
    DAY = auto()  # a date to the day
    DATE = auto()  # a date, a month or a year
    MONEY = auto()
    NUMBER = auto()


_MONTH = r"""(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?
    |sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"""
_DAY = rf"""(?:\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?
    |\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}})?
    |\d{{4}}-\d{{2}}-\d{{2}})"""
# A month alone is written with a capital, unlike the words "may" and "march"; the flag is lifted for it alone.
_LONE_MONTH = r"(?-i:\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
_DATE = rf"(?:{_DAY}|\b{_MONTH}(?:\s+of)?,?\s+\d{{4}}\b|{_LONE_MONTH}|\b(?:1\d|20)\d{{2}}\b)"
_SCALE = r"(?:\s*(?:thousand|million|billion|trillion|bn|mn|m|k)\b)?"
_SIGN = r"(?:(?:US|A|C)?[$€£¥]\s?)"
_MONEY = rf"""(?:{_SIGN}\d[\d.,]*{_SCALE}
    |\d[\d.,]*{_SCALE}\s*(?:dollars?|euros?|pounds?|USD|EUR|GBP|cents?)\b)"""
_NUMBER = rf"""(?:{_SIGN}?\d[\d.,]*{_SCALE}\s*%?
    |\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|once|twice
    |hundreds?|thousands?|millions?|billions?|half|quarter|third|dozens?)\b
    (?:\s+(?:hundred|thousand|million|billion))?)"""
_CODE = r"(?:\b\d+:\d{2}-[a-z]{2}-\d+|\bno\.\s*\S*\d)"

_FLAGS = re.IGNORECASE | re.VERBOSE
_PATTERNS = {
    Kind.CODE: re.compile(_CODE, _FLAGS),
    Kind.DAY: re.compile(_DAY, _FLAGS),
    Kind.DATE: re.compile(_DATE, _FLAGS),
    Kind.MONEY: re.compile(_MONEY, _FLAGS),
    Kind.NUMBER: re.compile(_NUMBER, _FLAGS),
}
# The first that matches says what is asked for.
_ASKED = {
    Kind.CODE: r"\b(?:case|docket|file)\s(?:number|no\b)|\bdocket\b",
    Kind.DAY: r"\b(?:exact|precise|which|what)\s(?:day|date)\b|\bday\sof\b",
    Kind.DATE: r"^\W*(?:and\s|since\s|until\s)*when\b|\b(?:what|which)\s(?:year|month)\b",
    Kind.MONEY: r"""\bhow\smuch\s(?:money|did\b.*\b(?:cost|pay|earn|make)\b|(?:is|was)\b.*\b(?:fined|worth|sought)\b)
        |\bhow\smuch\s(?:is|are|was|were)\b.*\b(?:fine|penalty|penalties|damages|settlement|price|fees?|revenue)\b
        |\bhow\s(?:big|large|high)\s(?:is|was)\sthe\b.*\b(?:fine|penalty|settlement)\b
        |\b(?:what|which)\s(?:amount|sum|price|fine|fee|penalty|revenue)\b""",
    Kind.NUMBER: r"""\bhow\s(?:many|much|often|big|large|high|long|far|old|tall)\b|\bnumber\sof\b
        |\b(?:what|which)\s(?:number|percentage|share|proportion)\b""",
}
_ASKED_PATTERNS = {kind: re.compile(pattern, _FLAGS) for kind, pattern in _ASKED.items()}


def asked_kind(question: str) -> Kind | None:
    """The kind of value that a question asks for; None when it asks for something else."""
    return next((kind for kind, pattern in _ASKED_PATTERNS.items() if pattern.search(question)), None)


def values(text: str, kind: Kind) -> Iterator[tuple[int, int]]:
    """The spans of a text that are values of a kind."""
    for match in _PATTERNS[kind].finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip(" .,"))
