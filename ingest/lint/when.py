"""Dates as spans of days: "August 2024" is the whole month, "2024" the whole year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?![\d-])"
_WRITTEN = re.compile(
    "|".join(
        (
            rf"\b{_MONTH.format('m1')}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR.format('y1')}",
            rf"(?<![\d.])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m2')},?\s+{_YEAR.format('y2')}",
            r"(?<![\d-])(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?![\d-])",
            rf"\b{_MONTH.format('m4')}(?:\s+of)?,?\s+{_YEAR.format('y4')}",
            # A year alone is one only where the words around it say so: "900 F. Supp. 2d 1010" holds none.
            rf"(?:(?<=\bin )|(?<=\bof )|(?<=\bsince )|(?<=\bfor )|(?<=\bduring )){_YEAR.format('y5')}",
        )
    ),
    re.IGNORECASE,
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})(?:[/-](\d{1,2}))?(?=[/-]|$)", re.IGNORECASE)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


@dataclass(frozen=True, slots=True, order=True)
class When:
    """From the first to the last day that a date can mean."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first:%B} {self.first.day}, {self.first.year}"
        return f"{self.first:%B %Y}" if (self.last - self.first).days < 31 else str(self.first.year)

    def overlaps(self, other: When) -> bool:
        """Whether both can mean the same day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def is_day(self) -> bool:
        """Whether it is exact."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text; ``when`` is None for a day that no calendar has."""

    start: int
    end: int
    when: When | None


def dates(text: str) -> Iterator[Dated]:
    """The dates of a text that name their year."""
    for match in _WRITTEN.finditer(text):
        found = {name[0]: value for name, value in match.groupdict().items() if value is not None}
        yield Dated(match.start(), match.end(), _when(int(found["y"]), found.get("m"), found.get("d")))


def date_in_url(url: str) -> When | None:
    """The date that a publisher put into an address, such as ``/2025/01/23/``."""
    match = _IN_URL.search(url)
    try:
        return _when(int(match.group(1)), match.group(2), match.group(3)) if match else None
    except ValueError:  # three letters that are no month
        return None


def day(text: str) -> When | None:
    """A date of the front matter."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return When(found, found)


def wrong_weekday(text: str, dated: Dated) -> str:
    """The weekday in front of a date, when the date did not fall on it."""
    before = re.search(r"\b(\w+day),?\s+(?:the\s+)?$", text[: dated.start], re.IGNORECASE)
    named = before.group(1) if before else ""
    if dated.when is None or not dated.when.is_day or named.lower() not in _WEEKDAYS:
        return ""
    return named if _WEEKDAYS.index(named.lower()) != dated.when.first.weekday() else ""


def _when(year: int, month: str | None, day_: str | None) -> When | None:
    if month is None:
        return When(date(year, 1, 1), date(year, 12, 31))
    number = int(month) if month.isdigit() else _NAMES.index(month[:3].lower()) + 1
    if not 1 <= number <= 12:
        return None
    last = monthrange(year, number)[1]
    if day_ is None:
        return When(date(year, number, 1), date(year, number, last))
    if not 1 <= int(day_) <= last:
        return None
    return When(date(year, number, int(day_)), date(year, number, int(day_)))
