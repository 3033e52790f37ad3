"""Whether a clause says yes or no: negation, "with" and "without", may and must, and verbs that are opposites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.disputes.clauses import without_asides
from retrieval.tokens import stemmed, words
from retrieval.values import Kind, values

_YES_NO = re.compile(
    r"^\W*(?:and\s+)?(?:is|are|was|were|did|does|do|has|have|had|can|could|may|must|shall|should|will|would)\b"
    r"|\byes\s+or\s+no\b",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|cannot|\w+n['’]t|without(?=\s+\w+ing\b))\b", re.IGNORECASE
)
_MODAL = re.compile(
    r"""\b(?:(?P<need_not>need\s+not|needn['’]t|(?:do(?:es)?|is|are)\s+not\s+(?:have|need|required|obliged)\s+to)
    |(?P<banned>(?:may|must|shall|can)\s?not|mustn['’]t|can['’]t|(?:is|are)\s+(?:prohibited|forbidden)\s+(?:from|to)
        |may\s+no\s+longer)
    |(?P<must>must|shall|(?:has|have)\s+to|(?:is|are)\s+(?:required|obliged)\s+to)
    |(?P<may>may|can|(?:is|are)\s+allowed\s+to))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WITH = re.compile(
    r"\b(?:only\s+)?(?P<how>with|without)\s+(?!\w+ing\b)(?:prior\s+|the\s+|any\s+|a\s+|its\s+)*(?P<what>\w+)",
    re.IGNORECASE,
)
_OPPOSITES = """grant/deny grant/refuse uphold/overturn affirm/reverse uphold/reverse uphold/annul win/lose
accept/reject allow/forbid allow/prohibit permit/prohibit enable/disable include/exclude increase/decrease rise/fall
grow/shrink approve/reject confirm/deny convict/acquit valid/invalid lawful/unlawful legal/illegal true/false
guilty/innocent open/closed sign/refuse on/off"""
# Mostly "on" is a preposition: "on November 3", "on data".
_SWITCHED_ON = re.compile(
    r"\b(?:sets?|(?:switch(?:es|ed|ing)?|turn(?:s|ed|ing)?)(?:\s+(?!(?:off|to|for|from|in|by|on)\b)[\w'’-]+){0,3}?)\s+on\b"
    r"(?!\s+(?:whether|how|what)\b)"
    r"|\b(?:is|are|was|were|be|been|being|stay(?:s|ed)?|remain(?:s|ed)?|keep|keeps|kept|leaves?|left)"
    r"\s+(?:(?:always|still|now|already|not|never|\w+ly)\s+)?on\b(?=\s+(?:for|in|by|unless|until|when|where|if|and|or|at)\b)"
    r"|\bon\b(?=\s+by\s+default\b|\s*(?:[,.;:)]|$))",
    re.IGNORECASE,
)
# Irregular forms that the stemmer does not bring home.
_FORMS = {
    "upheld": "uphold", "overturned": "overturn", "won": "win", "lost": "lose", "rose": "rise", "fell": "fall",
    "grew": "grow", "shrank": "shrink", "denied": "deny", "forbade": "forbid", "forbidden": "forbid",
}  # fmt: skip
_PAIRS = tuple(tuple(stemmed(word) for word in pair.split("/")) for pair in _OPPOSITES.split())
OPPOSITES = frozenset(stem for pair in _PAIRS for stem in pair)
_SOFT = frozenset({frozenset({"may", "need_not"})})


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a clause says yes or no to; ``cue`` is the span of the words that decide, None for a plain yes."""

    negated: bool
    modal: str
    manner: tuple[tuple[str, bool], ...]
    opposites: frozenset[str]
    cue: tuple[int, int] | None

    def fits(self, other: Polarity) -> bool:
        """Whether both can hold of the same thing."""
        manner = dict(self.manner)
        opposed = sum(manner.get(what, how) != how for what, how in other.manner)
        opposed += any(_opposed(one, two) for one in self.opposites for two in other.opposites)
        if self.modal and other.modal:
            modals = frozenset({self.modal, other.modal})
            opposed += len(modals) == 2 and modals not in _SOFT
        else:
            opposed += self.negated != other.negated
        return opposed != 1  # twice the opposite is the same again

    @property
    def exactness(self) -> int:
        """Yes and no are equally exact."""
        return 0


def asks_yes_or_no(question: str) -> bool:
    """Whether a question is answered by yes or no."""
    return bool(_YES_NO.search(question))


def polarity(text: str, asked: frozenset[str]) -> Polarity:
    """What a clause says yes or no to; ``asked`` holds the stems of what was asked."""
    text = without_asides(text)
    modal = _MODAL.search(text)
    # On what terms something may be done always matters; how something was done, only where it is asked.
    manner = [each for each in _WITH.finditer(text) if modal or stemmed(each["what"].lower()) in asked]
    negation = NEGATION.search(text)
    opposite = next(_opposites(text), None)
    decisive = manner[0] if manner else modal or negation
    name = next((key for key, value in modal.groupdict().items() if value), "") if modal else ""
    return Polarity(
        negated=len(NEGATION.findall(text)) % 2 == 1,
        modal=name,
        manner=tuple((stemmed(each["what"].lower()), each["how"].lower() == "with") for each in manner),
        opposites=frozenset(stem for stem, _ in _opposites(text)),
        cue=decisive.span() if decisive else opposite[1] if opposite else None,
    )


def neutral(text: str) -> list[str]:
    """The words of a clause without those that say yes or no."""
    text = without_asides(text)
    cut = NEGATION.sub(" ", _MODAL.sub(" ", re.sub(r"\b(?:only|with|without)\b", " ", text, flags=re.IGNORECASE)))
    return [word for word in words(cut) if stemmed(_FORMS.get(word, word)) not in OPPOSITES]


def _opposites(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    in_front_of_a_date = {start - 1 for start, _ in values(text, Kind.DATE)}
    switched = {match.end() for match in _SWITCHED_ON.finditer(text)} - in_front_of_a_date
    for match in re.finditer(r"\w+", text):
        word = match.group().lower()
        stem = stemmed(_FORMS.get(word, word))
        if stem in OPPOSITES and (stem != "on" or match.end() in switched):
            yield stem, match.span()


def _opposed(one: str, two: str) -> bool:
    return (one, two) in _PAIRS or (two, one) in _PAIRS
