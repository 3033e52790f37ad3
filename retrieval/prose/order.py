"""Whether the words of a statement stand to each other as in the quote: their order tells who did what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from retrieval.prose.cues import Cue, found_cues
from retrieval.prose.figures import Told
from retrieval.prose.terms import Term

BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)
PREPOSITION = re.compile(
    r"\b(by|of|from|to|against|at|for|with|in|on|under|after|before|between|over|about|into)\s+(?:(?:the|an?|its|his|her|their)\s+)?$",
    re.IGNORECASE,
)
_IS = re.compile(r"\s+(?:is|are|was|were)\s+(?:(?:the|an?|its|their|his|her)\s+)?", re.IGNORECASE)
_APPOSED = re.compile(r"\s*[,(]")
_PAUSE = re.compile(r"[,;:–—“”\"]|\b(?:and|or)\b", re.IGNORECASE)
# What stands on one side of these is not said of what stands on the other.
_DIVIDE = re.compile(r"[;:]\s|,\s+and\s|\b(?:whereas|although|though|while|but|because)\b", re.IGNORECASE)
# Whom one tells something or accuses of it stands behind the verb: here the order counts.
_TO_SOMEBODY = re.compile(r"t[eo]l[ld]s?|accus\w+|describ\w+|calls?|called", re.IGNORECASE)
_TIMES = frozenset({"after", "before", "until", "since"})
_ADVERBS = frozenset({"later", "first", "then", "once", "already", "now", "still", "again", "since"})

# Past forms that do not end in "ed"; those that do need no list.
_PAST = frozenset(
    """given taken shown written chosen hidden withdrawn put cut read said told wrote began won lost paid gave
    took made held found sought brought left went came saw got kept led met sent set sold spoke stood bought
    hid withdrew chose grew rose fell upheld overturned sues fines says lent became drove felt flew heard knew
    meant ran sank sat shut spent stole swore threw understood wore hit let shot struck tore beat bore bound
    broke built burnt caught cost dealt drew fought forbade forgave froze laid lay overcame oversaw rode rang
    sang shook shrank split spread stuck swam taught thought undertook wound""".split()
)


def disordered(claim: Told, quote: Told) -> str | None:
    """Two neighbouring words of a statement that have changed places in a way that changes what is said."""
    said = [found.span for found in found_cues(claim) if found.cue is Cue.SAY]
    attributed = [span for span in said if not _TO_SOMEBODY.fullmatch(claim.text[slice(*span)])]
    for one, two in _neighbours(claim):
        if one.key == two.key or not {one.key, two.key} <= quote.keys or _follows(quote, claim, one, two):
            continue
        if any(start <= term.start < end for term in (one, two) for start, end in attributed):
            continue  # "it says that ..." and "..., says it": who says it is asked in `naming` and `cues`
        if not _may_turn(quote, claim, one, two):
            return f"{one.word} {two.word}"
    return _made_equal(claim, quote)


def _made_equal(claim: Told, quote: Told) -> str | None:
    """Two words of which a statement says that one is the other, where the quote says something else of them."""
    for one, two in _neighbours(claim):
        is_said = _IS.fullmatch(claim.text[one.end : two.start]) and not past(two)
        if not is_said or not {one.key, two.key} <= quote.keys:
            continue
        between = [
            quote.text[first.end : second.start] for first in mentions(quote, one) for second in mentions(quote, two)
        ]
        if not any(BE.search(text) or _APPOSED.match(text) for text in between):
            return f"{one.word} is {two.word}"
    return None


def preposition(told: Told, term: Term) -> str:
    """The preposition in front of a term; "" where none stands."""
    match = PREPOSITION.search(told.text[: term.start])
    return match[1].lower() if match else ""


def adverb(term: Term) -> bool:
    """Whether a term may stand in many places of a sentence without a change of meaning."""
    return term.word.lower() in _ADVERBS or (term.word.endswith("ly") and term.word.islower())


def past(term: Term) -> bool:
    """Whether a term is a verb's past form, as far as its letters tell."""
    return term.word.endswith("ed") or term.word in _PAST


def _neighbours(claim: Told) -> Iterator[tuple[Term, Term]]:
    """Terms that follow each other without a pause."""
    told = [term for term in claim.terms if not adverb(term) or term.word.lower() in _TIMES]
    for one, two in pairwise(told):
        if not _PAUSE.search(claim.text[one.end : two.start]):
            yield one, two


def _places(quote: Told, one: Term, two: Term) -> Iterator[tuple[Term, Term]]:
    for first in mentions(quote, one):
        for second in mentions(quote, two):
            start, end = min(first.end, second.end), max(first.start, second.start)
            if not _DIVIDE.search(quote.text[start:end]):
                yield first, second


def mentions(quote: Told, wanted: Term) -> list[Term]:
    """Where a word stands in a quote; where it does in this very form, only there: "recommended", "recommendation"."""
    found = [term for term in quote.terms if term.key == wanted.key]
    return [term for term in found if term.word.lower() == wanted.word.lower()] or found


def _follows(quote: Told, claim: Told, one: Term, two: Term) -> bool:
    divided = bool(_DIVIDE.search(claim.text[one.end : two.start]))
    return divided or any(first.start < second.start for first, second in _places(quote, one, two))


def _may_turn(quote: Told, claim: Told, one: Term, two: Term) -> bool:
    """Whether the order can be turned round: a phrase was moved, the voice was changed, "X of Y" became "Y's X"."""
    if {one.word.lower(), two.word.lower()} & _TIMES:
        return False
    for first, second in _places(quote, one, two):
        passive = BE.search(claim.text[one.end : two.start]) and not BE.search(quote.text[: second.start][-12:])
        moved = preposition(claim, two)
        if passive or moved or preposition(quote, first) == "of":
            return True
    return False
