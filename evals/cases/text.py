"""Text as it is compared: what differs only in how it is written is made equal."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_MARKER = re.compile(r"\s*\[\d{1,3}\]")
_QUOTES = str.maketrans("‘’‚“”„«»", '\'\'\'"""""')
_DASHES = re.compile(r"[‐-―−-]")
_AMOUNT = re.compile(
    r"(?P<currency>[$€£¥]\s?)?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?:\s*(?P<scale>thousand|million|billion|trillion)\b|(?P<short>k|m|mn|bn)\b|(?P<percent>\s?%))?"
)
_FACTOR = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_WORD = re.compile(r"\w+")
_STEM = 6
_FUNCTION_WORDS = frozenset(
    """a about all also am an and any are as at be because been before being between both but by can could did do does
    doing during each exactly far few for from had has have he her here his how i if in into is it its just many may me
    more most much my no nor not of on or other our out over own same say says she should so some such than that the
    their them then there these they this those through to too under until up was we were what when where which while
    who whom whose why will with would you your""".split()
)


def normalise(text: str) -> str:
    """The form in which texts are compared.

    Case, white space, the kind of quotation marks, dashes against spaces, reference markers and the way an
    amount is written ("$1.7bn", "$1.7 billion") make no difference. Digits alone may number something and stay as they
    are: section 7.10 is not section 7.1.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    text = _DASHES.sub(" ", _MARKER.sub("", text)).replace("us$", "$")
    return " ".join(_AMOUNT.sub(_in_full, text).split())


def contains(text: str, phrase: str) -> bool:
    """Whether a text says a phrase, as whole words and whole numbers: "$1,000" is not in "$1,000,000".

    Both are given as written. A phrase without anything to compare is in no text.
    """
    wanted = re.escape(normalise(phrase))
    return bool(wanted) and re.search(rf"(?<!\w)(?<!\d[.,]){wanted}(?!\w|[.,]\d)", normalise(text)) is not None


def _in_full(match: re.Match[str]) -> str:
    """An amount in digits alone, so that equal amounts read the same."""
    number, scale = match["number"].replace(",", ""), match["scale"] or match["short"]
    if scale or match["currency"] or match["percent"]:
        number = f"{(Decimal(number) * _FACTOR.get(scale, 1)).normalize():f}"
    return f"{match['currency'] or ''}{number}{match['percent'] or ''}"


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning, cut to their first letters so that endings do not count."""
    return frozenset(word[:_STEM] for word in _WORD.findall(normalise(text)) if word not in _FUNCTION_WORDS)
