"""The clause of a sentence that makes a claim, without the words that only say who reports it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.disputes.verbs import tells_of_the_past
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
concludes concluded denies denied finds found shows showed told announced support supports agree agrees insists
insisted clarifies clarified explains explained""".split()
SAYING = "|".join(_SAYING_VERBS)
_SAYING_STEMS = frozenset(stemmed(verb) for verb in _SAYING_VERBS)
# Verbs that take the value itself: "Alpha News dates the dismissal to ...".
GIVING = (
    r"says|writes|reports?|estimates?|gives?|gave|dates?|dated|puts?|places?|placed|counts?|counted|speaks?\s+of"
    r"|support|names?|named|cites?|cited"
)
# Somebody's name, or "one training provider, example.org,": names and small words with the givers between them.
_NAME_WORD = r"[A-Z][\w.&'’-]*|and|the|other|another|one|two|some|a|an|most|several|of|case"
_NO_GIVER = r"(?!(?:is|are|was|were|has|have|had|will|may|can|must|not|to|who|that|which)\b)"  # "is the one named"
_GIVER = rf"(?:(?:{_NAME_WORD})\s+|{_NO_GIVER}[a-z.]+(?:,\s+[\w.]+,)?\s+){{1,7}}?"
_ACCORDING_TO = re.compile(r"^according\s+to\s+[^,]{1,80},\s*", re.IGNORECASE)
_SAYS_THAT = re.compile(rf"^[^,]{{1,80}}?\b(?:{SAYING})\b(?:[^,]|,\s\d{{4}}){{0,40}}?\bthat\s+", re.IGNORECASE)
_GIVES = re.compile(rf"^{_GIVER}\b(?:{GIVING})\s+(?!in\b|by\b|on\b)")
# Who reports may stand behind where or when, and more may be told of it: "In May, Reuters, citing Acme, said that".
_REPORT = re.compile(
    r"^(?:(?:in|on|at|for|by|from|after|before|since|as\s+of)\s+(?:[^,]|,\s\d{4}){1,60},\s+)?"
    rf"(?P<who>[^,]{{1,80}}?(?:,[^,]{{1,60}},\s)?\b(?:{SAYING})\b(?:[^,]|,\s\d{{4}}){{0,40}}?\bthat\s+)",
    re.IGNORECASE,
)
_ENDS_REPORT = re.compile(
    rf",\s+(?!and\b|but\b)[^,]{{1,60}}\b(?:{SAYING})\s+(?:on|in)\s+[^,]*(?:,\s\d{{4}})?\W*$", re.IGNORECASE
)
_ENDS_ACCORDING_TO = re.compile(r",?\s+(?:according\s+to|as\s+\w+\s+reports?)\b.*$", re.IGNORECASE)
_ENDS_SAYS = re.compile(rf",\s+[^,]{{1,60}}\b(?:{SAYING})\b[^,]*$", re.IGNORECASE)
_ATTRIBUTIONS = (_ACCORDING_TO, _SAYS_THAT, _GIVES, _ENDS_ACCORDING_TO, _ENDS_SAYS)
# "..., not by its contractor": what is denied here is not what the sentence is about; "is not the owner" denies it.
_VERBS = "is are was were be been do does did has have had may must can will shall should would could".split()
_BEHIND_NO_VERB = "".join(rf"(?<!\b{verb}\s)" for verb in _VERBS)
_ASIDES = re.compile(
    rf",?\s*(?:\b(?:and|but)\s+)?{_BEHIND_NO_VERB}\bnot\s+(?:only\s+)?(?:by|in|from|for|to|of|the|its|on|at|with)\b[^,.;]*"
)
_DISSENT = re.compile(
    r"\bno\s+(?:other|second)\s+source|\bother\s+(?:reports|sources)\s+do\s+not|\bwhich\s+is\s+wrong|\bcontradict"
    r"|\bdo(?:es)?\s+not\s+(?:support|fit)|\bnames\s+no\s+source"
    r"|\b(?:whereas|although|but)\s+(?:the\s+)?[\w\s.]{1,40}\b(?:says?|gives?|supports?)\b",
    re.IGNORECASE,
)
# Whoever is said to differ: then there is more than one answer, whether or not the values are given.
_WHO = (
    r"(?:sources|reports|accounts|articles|papers|newspapers|media|outlets|records|retellings|documents|figures"
    r"|estimates|counts|versions|courts|circuits|judges|experts|scholars|commentators|lawyers|parties)"
)
_DIFFER = (
    r"(?:disagree|differ|diverge|vary|contradict\s+(?:each\s+other|one\s+another)|do\s+not\s+agree"
    r"|(?:are|remain|have)\s+(?:split|divided))"
)
SURVEY = re.compile(
    rf"\b{_WHO}\b[^.;]{{0,40}}?\b{_DIFFER}\b|\bis\s+(?:variously|differently)\s+(?:given|put|dated|stated)\b",
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
    return _clause(quote, _place(_pieces(quote), start), (start, end), keep)


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
        reported=bool(_OPENERS.sub("", attributed).strip(" .,")),
        doubted=is_doubted(quote),
        retold=bool(_RETOLD.search(attributed)),
        generic=_is_rule(text) or bool(_CONDITION.search(quote)),
    )


def dates_the_report(quote: str, start: int, end: int) -> bool:
    """Whether a value belongs to the report and not to what is reported: "wrote on May 2 that the fine ..."."""
    pieces = _pieces(quote)
    first, behind = pieces[_place(pieces, start)]
    report, ending = _REPORT.match(quote[first:behind]), _ENDS_REPORT.search(quote)
    return bool((report and end <= first + report.end()) or (ending and start >= ending.start()))


def attribution_at(quote: str, start: int, end: int, keep: frozenset[str] = frozenset()) -> str:
    """The words saying who reports, if ``quote[start:end]`` is a part of them; "" where it is a part of a claim."""
    pieces = _pieces(quote)
    place = _place(pieces, start)
    first, behind = pieces[place]
    report = _REPORT.match(quote[first:behind])
    if report and first + report.start("who") <= start and end <= first + report.end():
        return report["who"]
    claim = clauses(quote, keep)[place]
    if start < claim.end and claim.start < end:
        return ""
    if end <= claim.start:
        return quote[first : claim.start]
    # Behind "..., according to the complaint, that" the claim goes on.
    return "" if "," in quote[claim.end + 1 : start] else quote[claim.end : behind]


def is_doubted(quote: str) -> bool:
    """Whether a sentence says of what it reports that others differ, or that it is wrong."""
    return bool(_DISSENT.search(quote) or SURVEY.search(quote))


def without_asides(text: str) -> str:
    """The text without what is said not to be meant: ", not by its contractor"."""
    return _ASIDES.sub("", text)


def _pieces(quote: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _CUTS.finditer(quote)), len(quote)]
    return [(one, two) for one, two in itertools.pairwise(cuts) if one < two]


def _place(pieces: Sequence[tuple[int, int]], start: int) -> int:
    return next((place for place, (_, behind) in enumerate(pieces) if start < behind), len(pieces) - 1)


def _is_rule(clause: str) -> bool:
    """Whether a clause states what holds for any case; "A court required ..." happened once."""
    article = _GENERIC.match(clause)
    # The next word may be a participle that shows no tense: "a registered letter".
    return bool(article and not tells_of_the_past(clause[article.end() :].partition(" ")[2]))


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
