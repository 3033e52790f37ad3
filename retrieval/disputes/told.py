"""A sentence that says itself that sources differ: "Reports disagree on the year, given as 2022 or 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.disputes.asking import About, asked_about, fits_question
from retrieval.disputes.claims import READERS, Claim, claim_at
from retrieval.disputes.clauses import SURVEY
from retrieval.disputes.dates import Date
from retrieval.disputes.normal import CaseNumber, Found, comparable, fitting
from retrieval.disputes.quantity import Amount
from retrieval.evidence import Candidate
from retrieval.question import Asked

# One value stands in front of it, the other behind: "dates it to May 3, whereas the listing says May 2".
_CONTRAST = re.compile(
    r"[,;]\s+(?:whereas|whilst|while|but|although|though)\s+[^,;]{1,60}?"
    r"\b(?:says?|said|gives?|gave|puts?|dates?|dated|reports?|reported|names?|counts?|supports?|states?)\b",
    re.IGNORECASE,
)

# Whoever keeps these wrote down what happened there; others only tell of it. It is they who must give the value: what
# was told "to the court" or stands in "The Daily Record" is no record.
_GIVES = r"(?:says?|said|gives?|gave|puts?|dates?|dated|states?|stated|has|had|names?|records?|lists?)"
_RECORD = re.compile(
    rf"(?:^|[,;]\s+(?:whereas|whilst|while|but|although|though|and)\s+)\W*(?:[Tt]he|[Ii]ts|[Aa]|[Oo]ne)?\s*(?:[a-z-]+\s+){{0,2}}"
    rf"(?:courts?|judges?|tribunals?|dockets?|listings?|records?|filings?|register|registry|minutes|gazette)\s+{_GIVES}\b"
)


def told_claims(asked: Asked, candidate: Candidate, sure: float) -> list[Claim]:
    """The values, two or more, that a sentence sets against each other; none where it does no such thing."""
    keep = frozenset(asked.weights)
    return [claim_at(candidate, sure, found, keep) for found in _apart(asked, candidate.quote)]


def of_record(claims: Sequence[Claim]) -> Claim | None:
    """Of two sides the one that is said to come from a court or a record, if the other is not."""
    recorded = [claim for claim, giver in zip(claims, _givers(claims), strict=True) if _RECORD.search(giver)]
    return recorded[0] if len(claims) == 2 and len(recorded) == 1 else None


def about_of(claims: Sequence[Claim]) -> About:
    """What kind of thing told claims differ in."""
    match claims[0].value:
        case Date():
            return About.DATE
        case CaseNumber():
            return About.CASE_NUMBER
        case Amount(is_money=True):
            return About.AMOUNT
    return About.NUMBER


def _givers(claims: Sequence[Claim]) -> Iterator[str]:
    """Who gives each value, in the words between the value before it and its own claim."""
    quote = claims[0].candidate.quote
    survey = SURVEY.search(quote)
    behind = survey.end() if survey else 0
    for claim in claims:
        yield quote[behind : claim.clause.start]
        behind = claim.span[1]


def _apart(asked: Asked, quote: str) -> Sequence[Found]:
    survey, contrast = SURVEY.search(quote), _CONTRAST.search(quote)
    if not survey and not contrast:
        return []
    for found in _by_kind(asked, quote):
        # The values stand behind what says that they differ.
        if survey and (behind := [each for each in found if each[0][0] >= survey.end()]) and _exclusive(behind):
            return behind
        if contrast:
            before = [each for each in found if each[0][1] <= contrast.start()]
            after = [each for each in found if each[0][0] >= contrast.end()]
            # With several on a side it is not clear which of them stands against which.
            if len(before) == len(after) == 1 and _exclusive([*before, *after]):
                return [*before, *after]
    return []


def _by_kind(asked: Asked, quote: str) -> list[list[Found]]:
    """The values of the kind asked for, or those of each kind where the question asks for none that can be compared."""
    about = asked_about(asked)
    if about in READERS:
        return [[each for each in READERS[about](quote) if fits_question(asked, about, each[1])]]
    return [] if about is About.NAME else [read(quote) for read in dict.fromkeys(READERS.values())]


def _exclusive(found: Sequence[Found]) -> bool:
    """Whether there are several values, all of one kind, no two of which can both be right."""
    pairs = [(one[1], other[1]) for number, one in enumerate(found) for other in found[:number]]
    return bool(pairs) and all(comparable(one, other) and not fitting(one, other) for one, other in pairs)
