"""A word of a question that no passage holds, read as the one that it misses by a slip of the hand.

A slip leaves a letter out, puts one in, changes one or swaps two neighbours (Damerau 1964, Levenshtein 1966), hardly
ever at the first letter (Yannakoudakis and Fawthrop 1983); another letter at the end makes another form of the word.
Whatever is one slip away is made and looked up (Norvig 2007, "How to Write a Spelling Corrector"), so that a large
vocabulary costs no more than a small one. A right word that is merely new must not be bent: in doubt it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase

from retrieval.lexical import Lexical
from retrieval.packaged import vocabulary
from retrieval.question import Asked
from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed

# Neither initials nor a part of an address, a compound or "doesn't".
_WORD = re.compile(r"(?<![\w@./'’&-])(?!\w*[A-Z]{2})[A-Za-z]+(?![\w@/&-]|\.\w|['’](?!s\b))")
_PREFIX = re.compile(r"\A(?:de|mis|non|over|pre|re|un)(?=\w{3})")
_FEW = 2  # slips in a short question
_SHORTEST = 4
_SHORT = 5  # a shorter word has too many neighbours to tell which one was meant
_LONG = 7  # in a shorter word a changed letter makes another word: "modal", "model"
_CLEARLY = 5  # times as many passages hold it as the next
_HELD = 5  # passages, or the share of them
_SHARE = 0.001
_SUBJECT = 0.1  # the share of passages that name what the sources are about


@dataclass(frozen=True)
class Respelled(Asked):
    """A question as it is read; ``slips`` has the words that were typed, each with what it is read as."""

    slips: tuple[tuple[str, str], ...] = ()


def respelled(asked: Asked, lexical: Lexical) -> Asked:
    """The question with its slips mended by the words that these passages hold; as it is where there are none."""
    found = slips(asked.sought, lexical)
    if not found:
        return asked
    stems = {stemmed(typed.lower()): stemmed(meant.lower()) for typed, meant in found.items()}
    must = frozenset(stems.get(stem, stem) for stem in asked.must)
    return Respelled(_mended(asked.text, found), _mended(asked.context, found), must, tuple(found.items()))


def read_as(questions: Iterable[Asked]) -> str:
    """What was read as what, in words: ``read “lawsit” as “lawsuit”``; empty where nothing was."""
    found = dict(slip for asked in questions if isinstance(asked, Respelled) for slip in asked.slips)
    return ", ".join(f"read “{typed}” as “{meant}”" for typed, meant in found.items())


def slips(text: str, lexical: Lexical) -> dict[str, str]:
    """The words of a text that are slips, each with what was meant."""
    typed = _WORD.findall(text)
    unknown = [word for word in dict.fromkeys(typed) if not _is_held(word.lower(), lexical)]
    if len(unknown) > max(_FEW, len(typed) // 4):  # another language
        return {}
    meant = ((word, _meant(word, lexical, opens=text.startswith(word))) for word in unknown)
    return {word: found.capitalize() if word[0].isupper() else found for word, found in meant if found}


def _mended(text: str, found: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: found.get(word.group(), word.group()), text)


def _is_held(word: str, lexical: Lexical) -> bool:
    return word in STOP_WORDS or lexical.held(stemmed(word)) > 0


def _meant(typed: str, lexical: Lexical, *, opens: bool) -> str | None:
    """The word that is clearly the commonest of those one slip away, if it is common enough to be sure.

    A word with a capital letter may be a name, and is no stop word unless it ``opens`` the text.
    """
    word, passages = typed.lower(), len(lexical.rows)
    if len(word) < _SHORTEST or _is_english(word):
        return None
    named = typed != word
    held = {
        near: passages + _HELD if near in STOP_WORDS and (opens or not named) else lexical.held(stemmed(near))
        for near in filter(_may_be_meant, _near(word))
    }
    # Of the forms of one word, which are held alike, that to which a hand slips, and the most usual.
    best = max(held, key=lambda near: (held[near], _is_slip(word, near), -rarity(near), near), default="")
    others = (count for near, count in held.items() if stemmed(near) != stemmed(best))
    least = max(_HELD, passages * (_SUBJECT if named or len(word) < _SHORT else _SHARE))
    if not best or held[best] < max(least, _CLEARLY * max(others, default=0)):
        return None
    return best if _is_slip(word, best) else None


def _near(word: str) -> set[str]:
    """All that is one slip away."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    without = {before + after[1:] for before, after in parts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1}
    changed = {before + letter + after[1:] for before, after in parts if after for letter in ascii_lowercase}
    added = {before + letter + after for before, after in parts for letter in ascii_lowercase}
    return without | swapped | changed | added


def _is_slip(word: str, meant: str) -> bool:
    """Whether a hand slips so, and the word is long enough to tell."""
    swapped = sorted(word) == sorted(meant)
    if word[0] != meant[0] or not (swapped or word[-1] == meant[-1]):
        return False
    if len(meant) < len(word):
        return len(word) > _SHORT
    return swapped or len(meant) > len(word) or len(word) >= _LONG


def _may_be_meant(word: str) -> bool:
    """Whether a form is an English word, or one that English does not know, such as a name."""
    stem = stemmed(word)
    known = word in _english() or word.removesuffix("s") in _english()
    return known or (stem == word and stem not in _english_stems())


def _is_english(word: str) -> bool:
    return not _english_stems().isdisjoint({stemmed(word), stemmed(_PREFIX.sub("", word))})


@cache
def _english() -> frozenset[str]:
    """The commonest words, the names among them: those that the packaged model knows whole."""
    return frozenset(filter(str.isalpha, vocabulary()))


@cache
def _english_stems() -> frozenset[str]:
    return frozenset(map(stemmed, _english()))
