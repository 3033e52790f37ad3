"""Words that a source uses beside their opposite: safe for some, unsafe for others; allowed here, forbidden there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.prose.figures import Told
from retrieval.prose.terms import Term, key

_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|non)(?=\w{3})")
_PAIRS = (
    "allow forbid", "allow prohibit", "allow ban", "accept reject", "accept dispute", "accept refuse", "approve reject",
    "grant deny", "grant refuse", "confirm deny", "include exclude", "rise fall", "increase decrease", "win lose",
    "support oppose", "harmful harmless", "open close", "true false", "strong weak", "high low", "guilty innocent",
)  # fmt: skip
_KEYS = tuple(tuple(map(key, pair.split())) for pair in _PAIRS)
_PAUSE = re.compile(r"[,;:–—]")
_NEAR = 2  # terms behind a word, or before it, that say what it is said of


def opposed(claim: Told, quote: Told) -> str | None:
    """A word of a statement, with the word that the quote says its opposite of; None when there is none."""
    for place, term in enumerate(claim.terms):
        against = _opposites(term, quote)
        if not against:
            continue
        behind = [*_without_pause(claim, claim.terms[place : place + 1 + _NEAR])]
        about = behind or claim.terms[max(0, place - _NEAR) : place]
        for other in about:
            if other.key in quote.keys and not _said(quote, term, other, against, behind=bool(behind)):
                return f"{term.word} … {other.word}"
    return None


def _opposites(term: Term, quote: Told) -> set[str]:
    """The keys of the words of a quote that are the opposite of a term."""
    listed = {word for pair in _KEYS if term.key in pair for word in pair if word != term.key}
    return {
        other.key
        for other in quote.terms
        if other.key in listed or _positive(other) == term.key or other.key == _positive(term)
    }


def _positive(term: Term) -> str:
    """The key of what a word denies with its first letters; "" where it denies nothing."""
    word = term.word.lower()
    match = _PREFIX.match(word)
    return key(word[match.end() :]) if match else ""


def _without_pause(claim: Told, terms: Sequence[Term]) -> Iterator[Term]:
    """The terms behind the first of some, up to a pause."""
    for one, two in pairwise(terms):
        if _PAUSE.search(claim.text[one.end : two.start]):
            return
        yield two


def _said(quote: Told, term: Term, other: Term, against: set[str], *, behind: bool) -> bool:
    """Whether the quote says a word of another: of the two opposites, the one next to it decides."""
    places = [at for at, each in enumerate(quote.terms) if each.key == other.key]
    return any(_nearest(quote, at, {term.key, *against}, behind=behind) in {term.key, ""} for at in places)


def _nearest(quote: Told, at: int, keys: set[str], *, behind: bool) -> str:
    """The key of the last of some words before a place, or of the first after it; "" where there is none."""
    side = reversed(quote.terms[:at]) if behind else quote.terms[at + 1 :]
    return next((each.key for each in side if each.key in keys), "")
