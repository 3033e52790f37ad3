"""Numbers that are written in words: "eleven", "twenty-five", "one hundred and fifty", "two million three hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: number for number, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_BELOW_20 = "|".join(sorted(_ONES, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[-‐\s](?:{_BELOW_20})\b)?|(?:{_BELOW_20}))\b"
_PART = re.compile(
    rf"\b(?P<first>{_BELOW_100})(?:(?P<hundred>[-\s]hundred\b)(?:\s(?:and\s)?(?P<rest>{_BELOW_100})(?!\shundred\b))?)?"
    rf"(?:[-\s](?P<scale>{'|'.join(_SCALES)})\b)?(?P<percent>\sper\s?cent\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A number, where it stands in its text, and whether it is a percentage; ``scale`` is its last power of ten."""

    value: Decimal
    span: tuple[int, int]
    scale: int
    percent: bool


def worded(text: str) -> Iterator[Worded]:
    """The numbers of a text that are written in words, each as a whole."""
    last: Worded | None = None
    for part in map(_part, _PART.finditer(text)):
        if last and _goes_on(last, part, text[last.span[1] : part.span[0]]):
            last = Worded(last.value + part.value, (last.span[0], part.span[1]), part.scale, part.percent)
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def _goes_on(last: Worded, part: Worded, between: str) -> bool:
    """Whether "two thousand" goes on with "five hundred"; after "and" only what is below a hundred does."""
    joined = between.isspace() or (between.split() == ["and"] and part.value < 100)
    return joined and not last.percent and part.scale < last.scale


def _part(match: re.Match[str]) -> Worded:
    hundreds, rest = _below_100(match["first"]), _below_100(match["rest"] or "")
    scale = _SCALES.get((match["scale"] or "").lower(), 0)
    value = Decimal(100 * hundreds + rest if match["hundred"] else hundreds).scaleb(scale)
    return Worded(value, match.span(), scale, bool(match["percent"]))


def _below_100(words: str) -> int:
    return sum(_WORDS[word.lower()] for word in re.findall(r"\w+", words))
