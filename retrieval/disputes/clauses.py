"""The clause of a sentence that makes a claim, without the words that only say who reports it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from retrieval.tokens import stemmed, words

# Where one claim ends and another begins, or a remark on it.
_CUTS = re.compile(
    r"[;:]\s+|,?\s+(?=(?:whereas|although|though|unless|because|and\s+that)\s)"
    r"|,\s+(?=(?:which|who|whose|where|while|since|so|but|as|and\s+(?:names?|dates?|was|is|has|had|said|says))\s)",
    re.IGNORECASE,
)
_OPENERS = re.compile(r"^(?:(?:but|and|so|whereas|although|though|while|because|that)\s+)+", re.IGNORECASE)
_SAYING_VERBS = """says said say reports reported writes wrote notes noted claims claimed states stated estimates
estimated argue argues argued allege alleges alleged contend contends contended add adds added confirms confirmed
concludes concluded denies denied finds found shows showed told announced support supports agree agrees""".split()
_SAYING = "|".join(_SAYING_VERBS)
_SAYING_STEMS = frozenset(stemmed(verb) for verb in _SAYING_VERBS)
# Verbs that take the value itself: "Alpha News dates the dismissal to ...".
_GIVING = (
    r"says|writes|reports?|estimates?|gives?|gave|dates?|dated|puts?|places?|placed|counts?|counted|speaks?\s+of"
    r"|support|names?|named|cites?|cited"
)
# Somebody's name, or "one training provider, example.org,": names and small words with the givers between them.
_NAME_WORD = r"[A-Z][\w.&'’-]*|and|the|other|another|one|two|some|a|an|most|several|of|case"
_GIVER = rf"(?:(?:{_NAME_WORD})\s+|[a-z.]+(?:,\s+[\w.]+,)?\s+){{1,7}}?"
_ACCORDING_TO = re.compile(r"^according\s+to\s+[^,]{1,80},\s*", re.IGNORECASE)
_SAYS_THAT = re.compile(rf"^[^,]{{1,80}}?\b(?:{_SAYING})\b(?:[^,]|,\s\d{{4}}){{0,40}}?\bthat\s+", re.IGNORECASE)
_GIVES = re.compile(rf"^{_GIVER}\b(?:{_GIVING})\s+(?!in\b|by\b|on\b)")
_ENDS_ACCORDING_TO = re.compile(r",?\s+(?:according\s+to|as\s+\w+\s+reports?)\b.*$", re.IGNORECASE)
_ENDS_SAYS = re.compile(rf",\s+[^,]{{1,60}}\b(?:{_SAYING})\b[^,]*$", re.IGNORECASE)
_ATTRIBUTIONS = (_ACCORDING_TO, _SAYS_THAT, _GIVES, _ENDS_ACCORDING_TO, _ENDS_SAYS)
# "..., not by its contractor": what is denied here is not what the sentence is about.
_ASIDES = re.compile(
    r",?\s*(?:\b(?:and|but)\s+)?\bnot\s+(?:only\s+)?(?:by|in|from|for|to|of|the|its|on|at|with)\b[^,.;]*"
)
_DISSENT = re.compile(
    r"\bno\s+(?:other|second)\s+source|\bother\s+(?:reports|sources)\s+do\s+not|\bwhich\s+is\s+wrong|\bcontradict"
    r"|\bdo(?:es)?\s+not\s+(?:support|fit)|\bnames\s+no\s+source"
    r"|\b(?:whereas|although|but)\s+(?:the\s+)?[\w\s.]{1,40}\b(?:says?|gives?|supports?)\b",
    re.IGNORECASE,
)
_RETOLD = re.compile(
    r"\b(?:digest|web\s?sites?|sites?|blogs?|headlines?|retellings?|rumou?rs?|newspapers?|journals?"
    r"|provider\b(?=[^.]*\bputs))\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"^(?:an?|any|every|each|no)\s+(?!total|sum|few|dozen|quarter|third)", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:unless|if|in\s+principle|could\s+have|would\s+have)\b", re.IGNORECASE)
_BARE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """``quote[start:end]``, the claim itself; ``about`` is the clause that says what a bare one is about.

    ``reported`` is set when the sentence names somebody else as its source, ``doubted`` when it says that others
    differ, ``retold`` when what it names is a digest, a web site or the like, ``generic`` when it states a rule or a
    condition and nothing that happened.
    """

    start: int
    end: int
    text: str
    about: str
    reported: bool
    doubted: bool
    retold: bool
    generic: bool


def clauses(quote: str, keep: frozenset[str] = frozenset()) -> list[Clause]:
    """Every clause of a sentence."""
    return [_clause(quote, place, None, keep) for place in range(len(_pieces(quote)))]


def clause_at(quote: str, start: int, end: int, keep: frozenset[str] = frozenset()) -> Clause:
    """The clause around ``quote[start:end]``; saying words in ``keep`` are never taken for an attribution."""
    pieces = _pieces(quote)
    place = next((n for n, (_, behind) in enumerate(pieces) if start < behind), len(pieces) - 1)
    return _clause(quote, place, (start, end), keep)


def _clause(quote: str, place: int, value: tuple[int, int] | None, keep: frozenset[str]) -> Clause:
    """The clause in one piece of a sentence; the value in it is never cut off."""
    pieces = _pieces(quote)
    first, behind = pieces[place]
    whole = quote[first : max(behind, value[1]) if value else behind]
    # Where no value has to stay, whatever is an attribution goes.
    start, end = (value[0] - first, value[1] - first) if value else (len(whole), 0)
    kept_from, kept_to = _without_attribution(whole, start, end, keep)
    text, attributed = whole[kept_from:kept_to], whole[:kept_from] + whole[kept_to:]
    bare = value is not None and len(text.split()) - len(quote[slice(*value)].split()) <= _BARE_WORDS
    return Clause(
        start=first + kept_from,
        end=first + kept_to,
        text=text,
        about=f"{quote[: pieces[place - 1][1]]} {text}" if bare and place else text,
        reported=bool(attributed.strip(" .,")),
        doubted=is_doubted(quote),
        retold=bool(_RETOLD.search(attributed)),
        generic=bool(_GENERIC.match(text) or _CONDITION.search(quote)),
    )


def dates_the_report(quote: str, start: int, end: int) -> bool:
    """Whether a value belongs to the report and not to what is reported: "wrote on May 2 that the fine ..."."""
    first, behind = next(((one, two) for one, two in _pieces(quote) if start < two), (0, len(quote)))
    match = _SAYS_THAT.match(quote[first:behind])
    return bool(match and end <= first + match.end())


def is_doubted(quote: str) -> bool:
    """Whether a sentence says of what it reports that others differ, or that it is wrong."""
    return bool(_DISSENT.search(quote))


def without_asides(text: str) -> str:
    """The text without what is said not to be meant: ", not by its contractor"."""
    return _ASIDES.sub("", text)


def _pieces(quote: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _CUTS.finditer(quote)), len(quote)]
    return [(one, two) for one, two in itertools.pairwise(cuts) if one < two]


def _without_attribution(clause: str, start: int, end: int, keep: frozenset[str]) -> tuple[int, int]:
    """What is left of a clause, never losing ``clause[start:end]``."""
    first, last = 0, len(clause)
    if opener := _OPENERS.match(clause):
        first = opener.end()
    for pattern in _ATTRIBUTIONS:
        match = pattern.search(clause[first:last])
        if not match or keep & _SAYING_STEMS & {stemmed(word) for word in words(match.group())}:
            continue
        from_, to = first + match.start(), first + match.end()
        if from_ == first and to <= start:
            first = to
        elif from_ >= end:
            last = from_
    return (min(first, start), max(last, end)) if first < last else (0, len(clause))
