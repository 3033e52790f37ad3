"""Names as values: "Judge Davila" is "Edward J. Davila", "the DPC" the Data Protection Commission.

Whatever two spellings can stand for one name is no conflict; nor is what is of two kinds, such as a city and a country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import dropwhile

_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady judge justice magistrate chief senator captain commander
    general colonel president minister attorney deputy hon honorable the""".split()
)
_LEGAL_FORMS = frozenset("inc corp co ltd llc llp plc pc gmbh ag sa bv nv lp se spa kg oy ab as limited".split())
_SMALL = frozenset("of for the de la and van von der du del di al y in".split())
# Courts of two levels may both have had the case.
_LEVELS = frozenset("district circuit supreme appeal appeals magistrate".split())
# What holds other places can be right beside each of them.
_WHOLES = (("united", "states"), ("us",), ("usa",), ("america",), ("uk",), ("united", "kingdom"), ("britain",), ("eu",))
_ADJECTIVES = {"irish": "ireland", "french": "france", "german": "germany", "dutch": "netherlands", "uk": "britain"}
_NICKNAMES = {
    "bill": "william", "bob": "robert", "dick": "richard", "ted": "edward", "jack": "john", "tony": "anthony",
    "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "peggy": "margaret", "kate": "catherine",
}  # fmt: skip
_TYPO = 0.85  # of the letters, that two spellings share
_LONG_ENOUGH = 5
_SHORTEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its words, lower case, without accents, titles and legal forms; ``acronym`` keeps one in capitals."""

    words: tuple[str, ...]
    acronym: str = ""

    @property
    def exactness(self) -> int:
        """The fuller name says more."""
        return len(self.words)

    def comparable(self, other: Name) -> bool:
        """Whether both name the same kind of thing, as far as they say."""
        first, second = (frozenset(each.words) & _LEVELS for each in (self, other))
        return self.words not in _WHOLES and other.words not in _WHOLES and (first == second or bool(first & second))

    def fits(self, other: Name) -> bool:
        """Whether both can be the same name."""
        short, full = sorted((self, other), key=lambda each: len(each.words))
        if _shortens(short.acronym, full.words) or _shortens(full.acronym, short.words):
            return True
        return _within(short.words, full.words) or _one_person(short.words, full.words)


def name(text: str) -> Name:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("'s", "")
    parts = [part for part in re.split(r"[^\w&]+", plain) if part]
    acronym = next((part.lower() for part in parts if len(part) >= _SHORTEST_ACRONYM and part.isupper()), "")
    kept = [part.lower() for part in parts]
    untitled = list(dropwhile(_TITLES.__contains__, kept))
    told = [part for part in untitled if part not in _LEGAL_FORMS | _SMALL]
    return Name(tuple(_ADJECTIVES.get(part, part) for part in told or kept), acronym)


def _shortens(acronym: str, words: Sequence[str]) -> bool:
    """Whether the letters of an acronym begin the words of a name, in order; some words may have none."""
    rest = iter(words)
    return bool(acronym) and all(any(word.startswith(letter) for word in rest) for letter in acronym)


def _within(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every word of the shorter name stands for one of the fuller, in order: "N.D. Cal."."""
    rest = iter(full)
    return all(any(_same_word(word, other) for other in rest) for word in short)


def _same_word(one: str, other: str) -> bool:
    if one == other or other.startswith(one) or one.startswith(other):
        return True
    return min(len(one), len(other)) >= _LONG_ENOUGH and SequenceMatcher(None, one, other).ratio() >= _TYPO


def _one_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both end alike and their first words can be short for one: "Bill Alsup", "William H. Alsup"."""
    first, second = (_NICKNAMES.get(words[0], words[0]) for words in (one, other))
    return len(one) > 1 and len(other) > 1 and _same_word(one[-1], other[-1]) and _same_word(first, second)
