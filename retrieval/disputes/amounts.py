"""Amounts in a text: "$1.7bn", "nearly a quarter", "over one billion", "between 200 and 300", "six weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.disputes.quantity import Amount, Bound, around

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9,
}  # fmt: skip
_COUNTED = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
_WORDS = {word: float(number) for number, word in enumerate(_COUNTED.split(), 1)} | {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0,
    "eighty": 80.0, "ninety": 90.0, "dozen": 12.0,
}  # fmt: skip
_SHARES = {
    "half": 50.0, "quarter": 25.0, "third": 100 / 3, "fifth": 20.0, "two thirds": 200 / 3, "three quarters": 75.0,
}  # fmt: skip
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "dollar": "USD", "usd": "USD", "€": "EUR", "euro": "EUR", "eur": "EUR",
    "£": "GBP", "pound": "GBP", "gbp": "GBP", "¥": "JPY", "yen": "JPY", "c$": "CAD", "a$": "AUD",
}  # fmt: skip
_BOUNDS = {
    Bound.ABOVE: r"more\s+than|over|at\s+least|above|upwards\s+of|in\s+excess\s+of|exceed(?:s|ed|ing)?|pass(?:ed|es)"
    r"|topp?ed",
    Bound.BELOW: r"less\s+than|fewer\s+than|under|below|up\s+to|at\s+most|no\s+more\s+than|a\s+maximum\s+of",
    Bound.NEARLY: r"nearly|almost|close\s+to|just\s+under",
    Bound.ABOUT: r"about|around|roughly|some|approximately|approx\.|circa|an\s+estimated|~",
}
_VERBS = re.compile(r"(?:exceed|pass|topp)\w*\s+", re.IGNORECASE)


def _any(wordings: Iterable[str]) -> str:
    return "|".join(sorted(wordings, key=len, reverse=True))


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"hundred|thousand|million|billion|trillion|bn|mn|[mk]"
_BOUND = rf"(?:(?P<bound>{'|'.join(_BOUNDS.values())})\s+(?:a\s+(?:total|sum)\s+of\s+)?)?"
# "$1.7bn", "1,500,000", "20 to 30 million"; no part of a date, a time or a longer code.
_DIGITS = rf"""(?P<digits>(?<![\w.,:/-])(?:{_NUMBER})(?![\d:/]|-\d|,\d|\.\d))(?:\s?(?P<scale>{_SCALE})\b)?
    (?:\s?(?:to|and|–|-)\s?(?:us)?[$€£]?(?P<upper>{_NUMBER})(?:\s?(?P<upper_scale>{_SCALE})\b)?(?![\w-]))?"""
_SCALED_WORD = rf"\b(?P<word>half\s+a|{_any(_WORDS)}|a)\s+(?P<word_scale>hundred|thousand|[mb]illion)\b"
_LONE_WORD = rf"\b(?:a\s+(?=dozen))?(?P<lone>{_any(_WORDS)})\b"
# "half", "a quarter", "one third"; "the third" is no share.
_SHARE = r"""\b(?:one\s+|an?\s+)?(?P<share>two\s+thirds|three\s+quarters|half
    |(?<=a\s)(?:quarter|third|fifth)|(?<=one\s)(?:quarter|third|fifth))\b"""
_VAGUE = r"\b(?P<vague>(?:hundreds|tens)\s+of\s+(?:thousands|millions)|thousands|millions|billions)\b"
_UNIT = r"""(?:\s?(?P<unit>%|(?:percent|per\s+cent|dollars?|euros?|pounds?|yen|usd|eur|gbp
    |hours?|days?|weeks?|months?|years?)\b))?"""
_AMOUNT = re.compile(
    rf"""{_BOUND}(?:(?:between|from)\s+(?={_NUMBER}))?(?P<sign>(?:us|c|a)?\$|[€£¥])?\s?
    (?:{_DIGITS}|{_SCALED_WORD}|{_SHARE}|{_LONE_WORD}|{_VAGUE}){_UNIT}""",
    re.IGNORECASE | re.VERBOSE,
)
# A number behind one of these words names a thing and counts nothing: "section 3", "Microsoft 365".
_NAMES_A_THING = re.compile(
    r"(?:\b(?:sections?|articles?|rule|chapter|title|no\.|number|page|paragraph|version|level|act|cal\.|f\.|supp\.|v\.)"
    r"|§|[A-Z][a-z]+)\s*$"
)


def amounts(text: str) -> Iterator[tuple[tuple[int, int], Amount]]:
    """The spans of a text that say how much or how many, with what they say."""
    for match in _AMOUNT.finditer(text):
        amount = None if _names_a_thing(text, match) else _amount(match)
        if amount:
            yield _span(match), amount


def _names_a_thing(text: str, match: re.Match[str]) -> bool:
    if match["lone"]:  # "one" alone is mostly an article
        return match["lone"].lower() == "one" and not match["unit"]
    plain = match["digits"] and not (match["sign"] or match["scale"] or match["unit"] or match["bound"])
    # A capitalised word in front of a bare number names it; the first word of a text has its capital anyway.
    before = text[: match.start()]
    return bool(plain and _NAMES_A_THING.search(before) and " " in before.strip())


def _amount(match: re.Match[str]) -> Amount | None:
    unit, factor = _unit(match)
    if match["vague"]:
        most = 1e9 if "million" in match["vague"].lower() else 1e6 if "thousand" in match["vague"].lower() else 1e12
        return Amount(2 * most / 1e3, most, unit, most / 1e3)
    if match["upper"]:
        scale = match["upper_scale"] or match["scale"] or ""
        low = _read(match["digits"], match["scale"] or scale) * factor
        high = _read(match["upper"], scale) * factor
        return Amount(low, high, unit, low) if low < high else None
    at, last_digit = _named(match)
    said = match["bound"] or ""
    bound = next((each for each, words in _BOUNDS.items() if re.fullmatch(words, said, re.IGNORECASE)), None)
    return around(at * factor, last_digit * factor, unit, bound)


def _named(match: re.Match[str]) -> tuple[float, float]:
    """The number and the unit of its last digit."""
    if match["share"]:
        return _SHARES[" ".join(match["share"].lower().split())], 2.0
    if match["lone"]:
        return _WORDS[match["lone"].lower()], 0.0
    if match["word"]:
        scale = _SCALES[match["word_scale"].lower()]
        number = 0.5 if match["word"].lower().startswith("half") else _WORDS.get(match["word"].lower(), 1.0)
        return number * scale, scale / 10
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    decimals = len(match["digits"].partition(".")[2])
    return _read(match["digits"], match["scale"]), 10**-decimals * scale if scale > 1 else 0.0


def _unit(match: re.Match[str]) -> tuple[str, float]:
    """The unit, and how many of it one of the unit named is: a week is seven days."""
    unit = (match["unit"] or "").lower().rstrip("s")
    if match["sign"]:
        return _CURRENCIES[match["sign"].lower()], 1.0
    if match["share"] or unit.startswith(("%", "per")):
        return "%", 1.0
    if unit in _DAYS:
        return "days", _DAYS[unit]
    return _CURRENCIES.get(unit, ""), 1.0


def _read(digits: str, scale: str | None) -> float:
    return float(digits.replace(",", "")) * _SCALES.get((scale or "").lower(), 1.0)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the amount stands, without white space and without the verb of "passed $2 billion"."""
    whole = match.group()
    start = match.start() + len(whole) - len(whole.lstrip())
    verb = _VERBS.match(whole.lstrip())
    return start + (verb.end() if verb else 0), match.start() + len(whole.rstrip())
