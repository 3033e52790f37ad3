"""Dates, amounts of money and numbers, found in a text and compared as values, however they are written.

Written apart from the code that answers: an examiner does not mark with the examinee's own reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evals.cases.words import worded

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBERS = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, 4, len(name))}
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
_MONTH += r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEARS = r"(?:1[5-9]|20)\d{2}"  # those that are read; other numbers of four digits count something more often
_YEAR = rf"(?P<year>{YEARS})"
_DATES = tuple(
    re.compile(rf"(?<![\w$€£])(?:{pattern})(?!\w)", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
        rf"{_MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH}(?:\s+of)?,?\s+{_YEAR}",
        _YEAR,
    )
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
_AMOUNT = (
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?:(?:\s*|[-‐–])(?P<scale>thousand|million|billion|trillion)\b|(?P<short>k|mn?|bn?)\b)?"
)
_SYMBOLS = {"$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_NAMES = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY"}
_CODES = "USD EUR GBP JPY AUD CAD HKD CHF".split()
_MONEY = re.compile(
    rf"(?<![\w$€£¥])(?:(?P<symbol>(?:us|hk|a|c)?\$|[€£¥])\s?|(?P<code>{'|'.join(_CODES)})\s?)?{_AMOUNT}"
    rf"(?:[-‐\s]?(?:u\.?s\.?\s)?(?P<after>{'|'.join([*_CODES, *(name + 's?' for name in _NAMES)])})\b)?(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?<![\w$€£¥.,-]){_AMOUNT}(?P<percent>\s?(?:%|per\s?cent\b))?(?!\w|[.,]\d)", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is given: a year, a month of a year, a day, or a day of no known year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def fits(self, found: Day) -> bool:
        """Whether a date that was found says this one; it may say more (the day of the month that was wanted)."""
        wanted = (self.year, self.month, self.day)
        return all(
            part in (None, other) for part, other in zip(wanted, (found.year, found.month, found.day), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: a currency's code, ``%``, or nothing."""

    value: Decimal
    unit: str = ""


def dates(text: str) -> list[Day]:
    """The dates that a text gives."""
    return [day for day, _ in _dates(clean(text))]


def money(text: str) -> list[Amount]:
    """The amounts of money that a text gives."""
    return [amount for amount, _ in _money(clean(text))]


def numbers(text: str) -> list[Amount]:
    """The other numbers that a text gives, in digits or in words; not those inside dates and amounts of money."""
    text = clean(text)
    taken = [span for day, span in _dates(text) if day.month] + [span for _, span in _money(text)]
    found = [(_scaled(match), match.span(), bool(match["percent"])) for match in _NUMBER.finditer(text)]
    found += [(each.value.normalize(), each.span, each.percent) for each in worded(text)]
    return [
        Amount(value, "%" if percent else "")
        for value, (first, last), percent in found
        if not any(start < last and first < end for start, end in taken)
    ]


def clean(text: str) -> str:
    """A text without reference markers, its characters in their common form."""
    return unicodedata.normalize("NFKC", _MARKER.sub("", text))


def sole_value(phrase: str) -> Day | Amount | None:
    """The date (with its day or month) or the amount of money that a phrase is, if it is nothing else."""
    phrase = clean(phrase).strip()
    for day, span in _dates(phrase):
        if span == (0, len(phrase)) and day.month:
            return day
    return next((amount for amount, span in _money(phrase) if span == (0, len(phrase))), None)


def _dates(text: str) -> Iterator[tuple[Day, tuple[int, int]]]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            crossed = any(start < match.end() and match.start() < end for start, end in taken)
            if not crossed and not _is_verb(match.groupdict()):
                taken.append(match.span())
                yield _day(match.groupdict()), match.span()


def _is_verb(parts: dict[str, str | None]) -> bool:
    """In small letters and beside no year they are no months: "Article 6 may apply"."""
    return parts.get("month") in {"may", "march"} and not parts.get("year")


def _day(parts: dict[str, str | None]) -> Day:
    month, day, year = parts.get("month"), parts.get("day"), parts.get("year")
    number = int(month) if month and month.isdigit() else _MONTH_NUMBERS[month.lower()] if month else None
    return Day(int(year) if year else None, number, int(day) if day else None)


def _money(text: str) -> Iterator[tuple[Amount, tuple[int, int]]]:
    for match in _MONEY.finditer(text):
        named = (match["symbol"] or match["code"] or match["after"] or "").lower()
        if named:
            unit = _SYMBOLS.get(named) or _NAMES.get(named.rstrip("s")) or named.upper()
            yield Amount(_scaled(match), unit), match.span()


def _scaled(match: re.Match[str]) -> Decimal:
    scale = (match["scale"] or match["short"] or "").lower()
    return Decimal(match["digits"].replace(",", "")).scaleb(_SCALES.get(scale, 0)).normalize()
