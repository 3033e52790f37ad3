"""What a claim is about, its value aside: the words, names, periods and limits that two claims must share."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cached_property

from retrieval.disputes.claims import Claim
from retrieval.disputes.clauses import without_asides
from retrieval.disputes.dates import Date, found_dates
from retrieval.disputes.names import Name
from retrieval.disputes.naming import sought
from retrieval.disputes.polarity import OPPOSITES, Polarity, neutral
from retrieval.disputes.verbs import begins_with_verb
from retrieval.disputes.words import SILENT, canonical, content, names_in, names_in_heading, synonym
from retrieval.question import Asked
from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed, words

_COVERED = 0.6  # of the question's weight
_OWN = 0.3  # where the claim itself has so much of it, its section's heading may have the rest
# Words that narrow a claim, so that another value is to be expected without them.
_NARROWER = """average mean median first second fourth last final interim initial amended original revised draft
proposed planned expected forecast annual annually yearly monthly weekly daily quarter quarterly net gross half-year
active paying former independent another separate again maximum minimum starting additional unrelated related earlier
previous different acting deputy vice assistant associate outgoing""".split()
_NARROWING = re.compile(
    r"\b(?:per|each|every)\s+(?P<each>\w+)|\ban?\s+(?P<unit>hour|day|week|month|year|person|piece|share)\b"
    rf"|\b(?:{'|'.join(_NARROWER)}|total(?!\s+of\b)|third(?!-)|(?:\d+|six|nine|twelve)[\s-]months?)\b"
    r"|\b(?:on\s+appeal|(?:reduced|raised|increased|cut|lowered)\s+to|(?:agree|plan|intend|want|hope)\w*\s+to)\b",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"\b(?P<by>for|on|in|at|of|from|with)\s+(?:(?:the|an?|its|their|his|her)\s+)?"
    r"(?P<what>[a-z]\w+(?:\s+[a-z]\w+)?)"
)
_TIME_SIDE = re.compile(r"\b(before|after|until|since|by|prior\s+to)\s*$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s*\([A-Z]{2,6}\)")
_SUBJECT = re.compile(
    r"^(?:(?:in|on|by|at|as\s+of)\s+[^,]{1,40},\s+)?(?:(?:the|an?|its|their|his|her)\s+)?(?P<noun>[^,.;]*)",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(
    r"\b(?:of|against|in|on|for|from|over|about|with|without|by|to|at|between|that|which|who|is|are|was|were|has|have|had|"
    r"will|may|must|shall|can|cannot|did|does|do|not|never|\w{3,}(?:ed|ing))\b|['’]s\b",
    re.IGNORECASE,
)
_ACTIVE_NAME = re.compile(r"^(?:[A-Z][\w.&'’-]*\s+|(?:De|La|of|the|and|van|von)\s+)*[A-Z][\w.&'’-]*(?=\s+[a-z])")


@dataclass(frozen=True)
class Frame:
    """What a claim that answers a question is about, in the forms in which two claims are compared."""

    asked: Asked
    claim: Claim

    @cached_property
    def text(self) -> str:
        """The claim's words without its value; yes and no are said by all of them."""
        if isinstance(self.claim.value, Polarity):
            return without_asides(self.claim.clause.text)
        return without_asides(_ABBREVIATION.sub("", self.claim.rest))

    @cached_property
    def stems(self) -> dict[str, float]:
        """Canonical stems with their weights."""
        told = neutral(self.text) if isinstance(self.claim.value, Polarity) else words(_without_dates(self.text))
        return {
            canonical(word): rarity(word)
            for word in told
            if word not in STOP_WORDS and (stemmed(word) not in SILENT | self.role or canonical(word) in self.question)
        }

    @cached_property
    def question(self) -> dict[str, float]:
        """The question's words in the same form, without those that only name the kind of value asked for."""
        silent = SILENT | OPPOSITES if isinstance(self.claim.value, Polarity) else SILENT | self.role
        told = {synonym(word): weight for word, weight in self.asked.weights.items() if word not in silent}
        return told or {synonym(word): weight for word, weight in self.asked.weights.items()}

    @cached_property
    def role(self) -> frozenset[str]:
        """The words of the question that only say whose name is asked for: "which law firm"."""
        asked = sought(self.asked.text) if isinstance(self.claim.value, Name) else None
        return frozenset(stemmed(word) for word in words(asked.phrase)) if asked else frozenset()

    @cached_property
    def asked_names(self) -> frozenset[str]:
        """The names in the question."""
        return frozenset(synonym(name) for name in self.asked.names)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the claim."""
        return names_in(self.text)

    @cached_property
    def agent(self) -> frozenset[str]:
        """The name at the beginning of an active clause: who did it. "The Belgian complaint" names nobody."""
        text = self.text.strip()
        match = _ACTIVE_NAME.match(text)
        if match is None or not begins_with_verb(text[match.end() :]):
            return frozenset()
        return frozenset(canonical(word) for word in words(match.group())) & self.names

    @cached_property
    def surroundings(self) -> frozenset[str]:
        """Stems of what stands around the claim: the sentence, the section, the title."""
        stored = self.claim.candidate.hit.stored
        return content(f"{self.claim.candidate.quote} {stored.passage.section} {stored.document.title}")

    @cached_property
    def section_names(self) -> frozenset[str]:
        """The names in the section's heading that the question does not ask about."""
        return names_in_heading(self.claim.candidate.hit.stored.passage.section) - self.question.keys()

    @cached_property
    def head(self) -> str:
        """The noun that the clause is built on, as a canonical stem; "" where it begins otherwise."""
        match = _SUBJECT.match(self.text.strip())
        noun = match["noun"] if match and not self.agent else ""
        behind = _BEHIND_HEAD.search(noun)
        own = [word for word in words(noun[: behind.start()]) if word not in STOP_WORDS] if behind else []
        return canonical(own[-1]) if own else ""

    @cached_property
    def narrowing(self) -> frozenset[str]:
        """What narrows the claim; "per user", "each user" and "a user" narrow alike."""
        found = _NARROWING.finditer(self.text)
        return frozenset((match["each"] or match["unit"] or match.group()).lower() for match in found)

    @cached_property
    def complements(self) -> dict[str, frozenset[str]]:
        """What stands behind each preposition: "the fee for adults", "in the north wing"."""
        found = {match["by"].lower(): content(match["what"]) for match in _COMPLEMENT.finditer(self.text)}
        return {by: what & self.stems.keys() - self.question.keys() for by, what in found.items()}

    @cached_property
    def counted(self) -> frozenset[str]:
        """What stands between a number and the noun that it counts: the words before one of the question, and names."""
        quote, claim = self.claim.candidate.quote, self.claim
        behind = re.findall(r"[\w’'-]+", quote[claim.span[1] : claim.clause.end])[:4]
        nouns = [n for n, word in enumerate(behind) if word[0].islower() and canonical(word) in self.question]
        before = behind[: nouns[0]] if nouns else list(itertools.takewhile(lambda word: word[0].isupper(), behind))
        return frozenset(canonical(word.lower()) for word in before if word.lower() not in STOP_WORDS)

    @cached_property
    def period(self) -> tuple[Date, ...]:
        """The dates in the claim, its own value aside."""
        return tuple(date for _, date in found_dates(self.text))

    @cached_property
    def side(self) -> str:
        """ "before", "after" or the like for a date that bounds, "" for one that says when."""
        quote, claim = self.claim.candidate.quote, self.claim
        found = _TIME_SIDE.search(quote[claim.clause.start : claim.span[0]])
        return found[1].lower() if found and isinstance(claim.value, Date) else ""

    @cached_property
    def covers(self) -> bool:
        """Whether the claim has the question's words; its names may stand around it."""
        return self._told(self._shared) >= _COVERED or self.leans

    @cached_property
    def leans(self) -> bool:
        """Whether the claim covers the question only together with its section's heading."""
        around = content(self.claim.candidate.hit.stored.passage.section)
        return _OWN <= self._told(self._shared) < _COVERED <= self._told(self._shared | around)

    @cached_property
    def _shared(self) -> frozenset[str]:
        if self.claim.clause.generic or not self.asked_names <= self.surroundings:
            return frozenset()
        return frozenset(self.stems) | (self.asked_names & self.surroundings)

    def _told(self, shared: frozenset[str]) -> float:
        total = sum(self.question.values()) or 1.0
        return sum(weight for word, weight in self.question.items() if word in shared) / total


def _without_dates(text: str) -> str:
    for (start, end), _ in reversed(found_dates(text)):
        text = f"{text[:start]} {text[end:]}"
    return text
