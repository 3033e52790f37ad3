"""Dates, sums of money and counts as values that can be compared, whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.lint.when import When, dates
from retrieval.tokens import STOP_WORDS

_SCALES = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "mn": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
_WORDS = {
    word: Decimal(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"twenty": Decimal(20), "thirty": Decimal(30), "forty": Decimal(40), "fifty": Decimal(50), "hundred": Decimal(100)}
_SCALE = r"(?P<scale>thousand|million|billion|trillion|bn|mn|tn|m|k|b)"
_DIGITS = r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_FIGURE = re.compile(
    r"(?P<sign>(?:US|A|C|HK)?[$€£¥])?(?P<lead>\b(?:USD|EUR|GBP)\s)?\s?"
    rf"(?:(?<![\w.:/§(-]){_DIGITS}|\b(?P<word>{'|'.join(_WORDS)}))"
    rf"(?![\d:/(]|-\w|\.\d)[\s-]*(?:{_SCALE}\b)?\s*"
    r"(?P<unit>%|(?:percent|per cent|US dollars?|dollars?|euros?|pounds?|USD|EUR|GBP)\b)?",
    re.IGNORECASE,
)
_CURRENCIES = {"us$": "$", "usd": "$", "dollar": "$", "eur": "€", "euro": "€", "gbp": "£", "pound": "£"}
# Numbers that name a place in a law, a reporter or a product, and count nothing.
_LABEL = re.compile(r"(?:\b(?:sections?|articles?|rules?|no\.?|numbers?|version|chapter|page|part|title)|§)\s*$", re.I)
_AT_LEAST = re.compile(r"\b(?:more than|over|at least|passed|exceed\w*|above|upwards of)\s*(?:US)?[$€£]?\s*$", re.I)
_AT_MOST = re.compile(r"\b(?:less than|under|up to|at most|below|almost|nearly)\s*(?:US)?[$€£]?\s*$", re.I)
_BOUND = Decimal("1.1")  # "more than a billion" is not said of 1.2 billion without leaving something out
_COUNTED = re.compile(r"\s?([a-z][\w'’-]+)")
_NO_COUNT = STOP_WORDS | {"or", "over", "out", "about", "not", "more", "after", "before"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and what may be compared with it: dates, one currency, shares in percent, large or small counts."""

    measure: str
    low: Decimal
    high: Decimal
    start: int
    end: int
    said: str

    def agrees(self, other: Figure) -> bool:
        """Whether both can be the same value."""
        return self.low <= other.high and other.low <= self.high


def figures(text: str) -> Iterator[Figure]:
    """The values of a text; dates as the numbers of their days."""
    taken: list[tuple[int, int]] = []
    for dated in dates(text):
        taken.append((dated.start, dated.end))
        if dated.when:
            yield _date(dated.when, dated.start, dated.end)
    for match in _FIGURE.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        end = match.start() + len(match.group().rstrip(" -"))
        if not any(start < last and first < end for first, last in taken) and not _LABEL.search(text[:start]):
            figure = _figure(text, match, start, end)
            if figure is not None:
                yield figure


def _date(when: When, start: int, end: int) -> Figure:
    return Figure("date", Decimal(when.first.toordinal()), Decimal(when.last.toordinal()), start, end, str(when))


def _figure(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    scale = _SCALES[match.group("scale").lower()] if match.group("scale") else 0
    measure = _measure(text, match, end)
    if not measure:
        return None
    digits, word = match.group("digits"), match.group("word")
    plain = Decimal(digits.replace(",", "")) if digits else _WORDS[word.lower()]
    value = plain * 10**scale
    low, high = value, value
    if _AT_LEAST.search(text[:start]):
        high = value * _BOUND
    elif _AT_MOST.search(text[:start]):
        low = value / _BOUND
    return Figure(measure, low, high, start, end, text[start:end])


def _measure(text: str, match: re.Match[str], end: int) -> str:
    """What kind of thing the number is of; nothing where it counts nothing."""
    unit = (match.group("unit") or "").lower()
    if unit in {"%", "percent", "per cent"}:
        return "%"
    money = (match.group("sign") or match.group("lead") or unit).strip().lower()
    if money:
        money = money.removeprefix("us ").rstrip("s") if money.isalpha() or " " in money else money
        return _CURRENCIES.get(money, money)
    counted = _COUNTED.match(text, end)
    if match.group("scale") or "," in (match.group("digits") or ""):
        return "count"
    if counted is None or counted.group(1) in _NO_COUNT or text[end : end + 1] != " ":
        return ""
    if match.group().strip().lower() == "one" or re.fullmatch(r"(?:19|20)\d\d", match.group().strip()):
        return ""  # hardly ever a count
    return f"count of {counted.group(1).rstrip('s')}"
