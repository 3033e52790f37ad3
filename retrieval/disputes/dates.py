"""Dates in a text, as days, months or years: "30 Jan 2025", "January 30, 2025", "2025-01-30", "August 2024", "1987"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.values import Kind, values

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month or a year; what the text leaves open is None."""

    year: int | None
    month: int | None
    day: int | None

    def fits(self, other: Date) -> bool:
        """Whether both can be the same day."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(one is None or two is None or one == two for one, two in pairs)

    @property
    def exactness(self) -> int:
        """How much of it is said."""
        return sum(part is not None for part in (self.year, self.month, self.day))


def found_dates(text: str) -> list[tuple[tuple[int, int], Date]]:
    """The spans of a text that are dates, with what they say."""
    return [(span, _date(text[slice(*span)])) for span in values(text, Kind.DATE)]


def _date(text: str) -> Date:
    if iso := _ISO.search(text):
        year, month, day = map(int, iso.groups())
        return Date(year, month, day)
    named, numbered, counted = _MONTH.search(text), _YEAR.search(text), _DAY.search(text)
    return Date(
        int(numbered.group()) if numbered else None,
        _MONTHS.index(named[1].lower()) + 1 if named else None,
        int(counted[1]) if counted else None,
    )
