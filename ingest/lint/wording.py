"""The words of a statement that tell what it is about, and how much each tells in these sources."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from ingest.lint.when import dates
from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed, words
from retrieval.values import Kind, values

_RARE = 0.6  # such a word begins a sentence in a capital because it is a name
_FLOOR = 0.2  # of a word that every statement holds: little, but more than nothing
_NAME = re.compile(r"\b[A-Z][\w'’-]*(?:\.[a-z]+)?")
_CASE = re.compile(
    r"\b(?:In re )?[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|La))* v\.? [A-Z][\w.'’-]*|\bIn re [A-Z]\w+"
)
# "Reuters reported that …", "One letter puts …": who says it is not what it is about.
_REPORTED = re.compile(
    r"^[^,;]{1,80}?\b(?:(?:reports?|reported|says?|said|writes?|wrote|states?|stated|notes?|noted|adds?|added)\s+that"
    r"|puts?|places?|gives?|gave|dates?|estimates?|estimated|counts?)\s+"
)
# What different sources call the same thing.
_SAME = (
    (re.compile(r"\b(?:class[ -]actions?(?: (?:law)?suits?)?|suits?|lawsuits?)\b", re.I), "lawsuit"),
    (re.compile(r"\b(?:users|members)\b", re.I), "members"),
    (re.compile(r"\bsued\b", re.I), "filed lawsuit"),
)
# How an amount is put, not what it is of.
_PUT = frozenset(
    """about almost around at figur global least less more most near number over per roughli some than up
    worldwid""".split()
)


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """Stemmed content words, without dates and amounts and without who reports it."""
    left = list(text)
    spans = [(dated.start, dated.end) for dated in dates(text)]
    spans += [span for kind in (Kind.CODE, Kind.MONEY, Kind.DATE, Kind.NUMBER) for span in values(text, kind)]
    for start, end in spans:
        left[start:end] = " " * (end - start)
    plain = "".join(left)
    reported = _REPORTED.match(plain)
    plain = plain[reported.end() :] if reported else plain
    for pattern, word in _SAME:
        plain = pattern.sub(word, plain)
    return frozenset(stemmed(word) for word in words(plain) if word not in STOP_WORDS) - _PUT


@lru_cache(maxsize=65536)
def names(text: str) -> frozenset[str]:
    """Stems of capitalised words, of a first word only where it is a rare one."""
    found = [
        match.group() for match in _NAME.finditer(text) if match.start() > 0 or rarity(match.group().lower()) > _RARE
    ]
    return frozenset(stemmed(word) for name in found for word in words(name) if word not in STOP_WORDS)


@lru_cache(maxsize=65536)
def case_names(text: str) -> frozenset[str]:
    """The words of lawsuits' names, such as "Low v. LinkedIn"."""
    return frozenset(stemmed(word) for match in _CASE.finditer(text) for word in words(match.group()) if len(word) > 2)


class Weights(Mapping[str, float]):
    """How much each word tells: rare in the language, and rare in these sources."""

    def __init__(self, texts: Iterable[str]) -> None:
        counted: Counter[str] = Counter()
        total = 0
        for text in texts:
            counted.update(content(text))
            total += 1
        whole = math.log(total + 1) or 1.0
        self._weights = {
            word: math.sqrt(rarity(word)) * max(math.log((total + 1) / times) / whole, _FLOOR)
            for word, times in counted.items()
        }

    def __getitem__(self, word: str) -> float:
        return self._weights[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._weights)

    def __len__(self) -> int:
        return len(self._weights)

    def sum(self, found: Collection[str]) -> float:
        """The weight of several words together."""
        return sum(self._weights.get(word, 1.0) for word in found)
