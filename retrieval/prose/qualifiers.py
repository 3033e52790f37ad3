"""The words that make of a thing another: a former chief, a vice president, the second largest, less safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.prose.figures import Told
from retrieval.prose.order import mentions, past
from retrieval.prose.terms import Term

_ORDINAL = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|\d+(?:nd|rd|th))"
# Words in "est" that compare nothing.
_NOUNS = r"(?!(?:arr|conqu|cont|for|gu|harv|inqu|inter|n|prot|qu|requ|r|t|w)est\b)"
_SUPERLATIVE = rf"(?:most|least|best|worst|{_NOUNS}\w+est)\b"
# Who was, will be, stands in, stands below or only seems to be something is not it: said of the whole phrase behind.
_OF_PHRASE = re.compile(
    r"\b(?P<word>former|erstwhile|one-?time|past|previous|outgoing|incoming|acting|interim|provisional|draft|vice|deputy"
    r"|assistant|honorary|would-be|aspiring|prospective|fake|counterfeit|mock|sham|(?:ex|non|anti|quasi|pseudo|then)(?=-))"
    r"[\s-]+",
    re.IGNORECASE,
)
# How much, and in which place: said of the next word alone.
_OF_WORD = re.compile(
    r"\b(?:(?P<word>less|least|little|scant|insufficient(?:ly)?|inadequate(?:ly)?|negligible)\s+"
    rf"|(?P<rank>{_ORDINAL})[\s-]+(?={_SUPERLATIVE})"
    rf"|(?P<among>one\s+of|among)\s+(?:[\w'’]+\s+){{0,2}}(?={_SUPERLATIVE}))",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?P<head>\w+)(?:-(?P<elect>elect)|[\s-](?P<word>designate|emerit(?:us|a)))\b", re.IGNORECASE)
_JOINT = " -"


def requalified(claim: Told, quote: Told) -> str | None:
    """The first word of a statement that the quote has only with another qualifier, with one more or with one less."""
    own, given = _qualified(claim), _qualified(quote)
    for term in claim.terms:
        ways = {given.get(each.start, frozenset()) for each in mentions(quote, term)}
        if ways and own.get(term.start, frozenset()) not in ways:
            return term.word
    return None


def _qualified(told: Told) -> dict[int, frozenset[str]]:
    """Where the qualified terms of a text begin, each with its qualifiers."""
    found: dict[int, frozenset[str]] = {}
    for qualifier, term in _pairs(told):
        found[term.start] = found.get(term.start, frozenset()) | {qualifier}
    return found


def _pairs(told: Told) -> Iterator[tuple[str, Term]]:
    for match in _OF_PHRASE.finditer(told.text):
        yield from ((match["word"].lower(), term) for term in _phrase(told, match.end()))
    for match in _OF_WORD.finditer(told.text):
        word = "among" if match["among"] else (match["word"] or match["rank"]).lower()
        yield from ((word, term) for term in told.terms if term.start == match.end())
    for match in _BEHIND.finditer(told.text):
        word = (match["word"] or match["elect"]).lower()
        yield from ((word, term) for term in told.terms if term.start == match.start("head"))


def _phrase(told: Told, start: int) -> Iterator[Term]:
    """The terms of the phrase that begins at a place, as far as it is sure that they are no verb and no name."""
    last: Term | None = None
    for term in told.terms:
        if term.start < start:
            continue
        if last is None and (term.start > start or past(term)):
            return
        if last is not None and (_parted(told, last, term) or _other_part(last, term)):
            return
        yield term
        last = term


def _parted(told: Told, one: Term, two: Term) -> bool:
    return bool(told.text[one.end : two.start].strip(_JOINT))


def _other_part(last: Term, term: Term) -> bool:
    """Whether a term may be the verb of the one before, or its name: "former sellers say", "former president Ruiz"."""
    name = term.named and not term.word.isupper()
    return name or past(term) or term.word.endswith("s") or last.word.endswith("s")
