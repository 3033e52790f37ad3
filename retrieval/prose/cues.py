"""The small words on which the meaning of a sentence turns: not, may, must, if, only, alleges, seeks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from retrieval.prose.figures import Told
from retrieval.prose.terms import Span, Term


class Cue(StrEnum):
    """What a cue does to the words that it governs."""

    NOT = "negation"
    MAY = "possibility"
    PROBABLY = "probability"
    MUST = "duty"
    SHOULD = "advice"
    WILL = "future"
    PLAN = "plan"
    IF = "condition"
    SAY = "attribution"
    SEEK = "demand"
    ONLY = "limit"
    SOME = "share"
    OR = "choice"
    INSTEAD = "contrast"
    UNTIL = "end"
    ONCE = "beginning"
    THAT = "restriction"


# "The false report" may be retold as "the report"; "it is false that" and "the report is false" may not.
_FALSE = (
    r"(?:false(?:hoods?)?|untrue|incorrect|inaccurate|wrong|mistaken|baseless|unfounded|groundless|fabricated|invented"
    r"|myths?|fallac(?:y|ies)|misconceptions?|fictions?|hoax(?:es)?|lies?|legends?)"
    r"(?=\s+(?:that|is|are|was|were)\b|\s*(?:[.,;:!?]|$))"
)
# Behind these stands what somebody does not do, or may not.
_KEPT_FROM = (
    r"(?:stop(?:s|ped)?|ceas(?:es?|ed)|quits?|avoid(?:s|ed)?)(?=\s+\w+ing\b)|short\s+of|far\s+from"
    r"|declin(?:es?|ed|ing)(?=\s+to\b)|(?:forb[ai]d\w*|prohibit\w*|barred|banned|prevent(?:s|ed)?)"
    r"(?=\s+(?:\w+\s+){0,4}(?:to|from)\b)|(?:impossible|illegal|unlawful|unwilling)(?=\s+(?:\w+\s+){0,4}to\b)"
    r"|too(?=\s+\w+\s+(?:for\s+\w+\s+)?to\b)"
)
_BUT = (
    r"other\s+than|(?:apart|aside)\s+from|except(?:ing)?(?:\s+for)?|excluding|with\s+the\s+exception\s+of|save\s+for"
    r"|(?:all|any\w*|every\w*)(?:\s+\w+(?<!ed))?\s+but"
)
_DOUBTED = (
    r"doubt(?:s|ed|ing|ful)?|dubious|disput(?:ed|ing)|disputes?(?=\s+(?:that|the|this)\b)|contested|disprov\w+|refut\w+|debunk\w*"
    r"|unproven|unconfirmed|question(?:s|ed)?(?=\s+that\b)"
)
_SHARE_OF = r"(?:half|quarters?|thirds?|%|percent|per\s+cent|\d)\s+of(?:\s+(?:the|its|their|his|her))?"
_PATTERNS = {
    Cue.NOT: r"not|never|no|none|nor|neither|nobody|nothing|cannot|without|lacks?|lacked|lacking|unable|hardly|barely"
    r"|scarcely|rarely|seldom|yet\s+to|fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|\w+n['’]t"
    rf"|{_FALSE}|{_KEPT_FROM}|{_BUT}|{_DOUBTED}",
    Cue.MAY: r"may|might|could|can|cannot|possibl[ey]|perhaps|appears?|appeared|seem(?:s|ed)?|apparently"
    r"|potential(?:ly)?",
    Cue.PROBABLY: r"probabl[ey]|likely|unlikely|presumably",
    Cue.MUST: r"must|shall|(?:has|have|had)\s+to|(?:is|are|was|were)\s+(?:required|obliged)\s+to|mandatory",
    Cue.SHOULD: r"should|ought",
    Cue.WILL: r"will|would|(?:is|are|was|were)\s+(?:going\s+)?to",
    Cue.PLAN: r"plan(?:s|ned)?|intend(?:s|ed)?|propos(?:e|es|ed|al)|expect(?:s|ed)?|attempt(?:s|ed|ing)?"
    r"|(?:is|are|was|were)\s+(?:due|meant|scheduled|set(?!\s+to\s+o)|slated|supposed)\s+to"
    r"|tr(?:y|ies|ied|ying)\s+to",
    Cue.IF: r"if|when|unless|provided\s+that|whether|where\s+necessary|in\s+case",
    Cue.SAY: r"alleg\w+|claim(?:s|ed|ing)?|accus\w+|contend\w*|argu(?:es?|ed|ing)|assert(?:s|ed)?|says?|said|saying"
    r"|state(?:s|d)|tells?|told|wr(?:ite|ites|ote|itten)|reports?|reported|reportedly|according\s+to|complain\w*"
    r"|den(?:y|ies|ied)|believ\w+|suggest\w*|insist\w*|announc\w+|answer(?:s|ed)?|respond\w*|warn(?:s|ed)?"
    r"|not(?:es|ed)\b|think(?:s)?|thought|estimat\w+|found|finds|calls?|called|describ\w+|instruct\w*|repl(?:y|ies|ied)"
    r"|output|assum\w+|suppos\w+|rumou?r\w*|so-called|purport\w*|speculat\w+"
    r"|(?:evidence|indications?|theor(?:y|ies)|notions?|ideas?|hypothes[ie]s|beliefs?|fears?|suspicions?)(?=\s+that\b)",
    Cue.SEEK: r"seeks?|sought|demand(?:s|ed)?|request(?:s|ed)?|asks?|asked|wants?|wanted|urg(?:e|es|ed)"
    r"|hop(?:e|es|ed|ing)"
    r"|recommend\w*|consider(?:s|ed|ing)?|discuss(?:es|ed|ing)?|vot(?:e|es|ed|ing)",
    Cue.ONLY: r"only|solely|alone|exclusively|merely",
    Cue.SOME: r"some|several|many|most|few|part(?:ly|s)?|partial(?:ly)?|sometimes|often|usually|mostly|almost|nearly"
    rf"|{_SHARE_OF}",
    Cue.OR: r"or",
    Cue.INSTEAD: r"instead\s+of|rather\s+than|in\s+place\s+of",
    Cue.UNTIL: r"until|till",
    Cue.ONCE: r"formerly|initially|originally|at\s+first",
    Cue.THAT: r"(?<!, )(?:who|which|whose|that(?=\s+(?:has|have|had|is|are|was|were|did|does|do|weigh\w*|\w+ed)\b))",
}  # fmt: skip
_CUE = {cue: re.compile(rf"(?<![^\W\d])(?:{pattern})(?!\w)", re.IGNORECASE) for cue, pattern in _PATTERNS.items()}
# These govern the whole sentence, wherever they stand in it.
_WHOLE = frozenset({Cue.SAY, Cue.SEEK, Cue.IF})
# Of these each one counts: "no content is not used" is not "no content is used".
_COUNTED = frozenset({Cue.NOT, Cue.MAY, Cue.MUST, Cue.SAY})
_PART_ENDS = re.compile(r"\s*(?:[.;:!?]|,\s+(?:and|but|so|which|who)\b)", re.IGNORECASE)
_THAT = re.compile(r"(?:^|\s+)that\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:,]\s+|\s+[–—]\s+|\s+(?=(?:whereas|although|though|because|while|but)\s)")
_GOVERNED = 6  # terms behind a cue that it can govern in a quote
_BEFORE = 3  # and before it: "in the UK only"
_NAMED = 2  # terms behind a cue in a statement that it must govern in the quote too


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a text, with the terms behind it and before it, the nearest first."""

    cue: Cue
    span: Span
    behind: tuple[str, ...]
    before: tuple[str, ...]

    def governs(self, other: Found) -> bool:
        """Whether what the other names next to it is governed by this one; of attributions, whether the same speaks."""
        if self.cue is Cue.SAY:
            speakers = {*other.before[:1], *other.behind[:1]}
            return bool(speakers & {*self.before, *self.behind[:_BEFORE]}) or not speakers
        if other.behind:
            around = self.behind if self.behind[:1] and self.cue is Cue.NOT else (*self.behind, *self.before)
            return set(other.behind[:_NAMED]) <= set(around)
        return not other.before or other.before[0] in (*self.before, *self.behind)


def found_cues(told: Told) -> list[Found]:
    """Every cue of a text. "United States" and "May 2024" are none."""
    values = [span for span, _ in told.values]
    found = []
    for cue, pattern in _CUE.items():
        for match in pattern.finditer(told.text):
            named = match.group()[0].isupper() and match.start() > 0 and told.text[match.start() - 2] not in '.!?”"'
            inside = any(start <= match.start() < end for start, end in values) and not re.search(
                r"\sof\b", match.group()
            )
            if named or inside:
                continue
            found.append(Found(cue, match.span(), *_around(told.terms, match.span())))
    return found


def turned(claim: Told, quote: Told) -> str | None:
    """The first kind of cue that a statement adds to the quote or drops from it; None when the meaning stands."""
    own = [each for each in found_cues(claim) if each.cue is not Cue.THAT]
    given = found_cues(quote)
    for each in own:
        governed = any(each.cue is other.cue and other.governs(each) for other in given)
        if not governed or _count(own, each.cue) > _count(given, each.cue):
            return f"added {each.cue}"
    for cue, count in _needed_cues(claim, quote, given).items():
        if _count(found_cues(claim), cue) < (count if cue in _COUNTED else 1):
            return f"dropped {cue}"
    denied = any(each.cue is Cue.NOT and _told_without(each, own, claim) for each in given if not _last(each, quote))
    return f"dropped {Cue.NOT}" if denied else None


def _needed_cues(claim: Told, quote: Told, given: Sequence[Found]) -> Counter[Cue]:
    used = used_clauses(claim, quote)
    needed = Counter(each.cue for each in given if _needed(each, used, quote, claim))
    if needed[Cue.NOT]:
        del needed[Cue.OR]  # who does neither of two things does not do the one
    return needed


def _count(cues: Sequence[Found], kind: Cue) -> int:
    return sum(each.cue is kind for each in cues)


def _needed(cue: Found, used: Sequence[Span], quote: Told, claim: Told) -> bool:
    if cue.cue in _WHOLE or _of_all(cue, quote):
        return bool(used)
    clause = next((span for span in used if span[0] <= cue.span[0] < span[1]), None)
    if clause is None:
        return False
    near = {term.key for term in quote.terms if clause[0] <= term.start < clause[1]}
    governed = _governed(cue) & near
    return bool(governed & claim.keys or not governed)


def _of_all(cue: Found, quote: Told) -> bool:
    """Whether a cue by its place is of the whole sentence: "Until May,", "It is false that", "That … is untrue"."""
    before, behind = quote.text[: cue.span[0]], quote.text[cue.span[1] :]
    match cue.cue:
        case Cue.NOT:
            return bool(_THAT.match(behind)) or (not cue.behind and bool(_THAT.search(before)))
        case Cue.UNTIL:
            return not cue.before
        case Cue.ONCE:
            return not cue.before and behind.startswith(",")
    return False


def _governed(cue: Found) -> set[str]:
    """What a cue is of, so that who tells it must tell the cue."""
    match cue.cue:
        case Cue.ONLY:
            return {*cue.behind[:1], *cue.before[:1]}
        case Cue.INSTEAD:
            return {*cue.behind[:1]}  # what stands before it holds
        case Cue.UNTIL:
            return {*cue.before}  # what stands behind it holds too
    return {*cue.behind[:4], *cue.before[:1]}


def _last(cue: Found, quote: Told) -> bool:
    """Whether a cue ends its part of the sentence, so that what stands behind it is of something else."""
    return bool(_PART_ENDS.match(quote.text, cue.span[1]))


def _told_without(source: Found, own: Sequence[Found], claim: Told) -> bool:
    """Whether a statement has the words that a source denies, and none of its denials is of them."""
    denied = source.behind[:_NAMED]
    if not denied or not set(denied) <= claim.keys:
        return False
    return not any(each.cue is Cue.NOT and set(denied) & {*each.behind[:4], *each.before[:1]} for each in own)


def used_clauses(claim: Told, quote: Told) -> list[Span]:
    """The clauses of a quote that a statement retells: the fewest that hold its terms, the fullest first."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(quote.text)), len(quote.text)]
    clauses = [(one, two) for one, two in pairwise(cuts) if one < two]
    held = {span: {t.key for t in quote.terms if span[0] <= t.start < span[1]} for span in clauses}
    left, used = set(claim.keys & quote.keys), []
    while left:
        best = max(clauses, key=lambda span: len(held[span] & left))
        used.append(best)
        left -= held[best]
    return used


def _around(found: Sequence[Term], span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    behind = [term.key for term in found if term.start >= span[1]][:_GOVERNED]
    before = [term.key for term in reversed(found) if term.end <= span[0]][:_BEFORE]
    return tuple(behind), tuple(before)
