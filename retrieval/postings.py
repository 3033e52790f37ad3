"""Which passages hold a word, and how much that counts: BM25 worked out beforehand, in files mapped into memory.

Opening reads nothing, and a question reads its own words' part alone. Scores are those of Lucene's BM25 (Kamphuis et
al. 2020, "Which BM25 Do You Mean?"), computed once for each word and passage (Lù 2024, "BM25S").
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.75
_PART = 8192  # passages whose words are counted together
_SCORED = 1 << 20  # scores worked out together

Places = NDArray[np.uint32]
Scores = NDArray[np.float32]


class Postings:
    """The words of one folder."""

    def __init__(self, folder: Path) -> None:
        self._words = _Words(folder)
        self._ends, self._places, self._scores = (_mapped(folder, name) for name in ("ends", "places", "scores"))

    def of(self, word: str) -> tuple[Places, Scores] | None:
        """The passages that hold a word, by their number in the order of ``build``, and its score in each."""
        number = self._words.number(word)
        if number is None:
            return None
        part = slice(int(self._ends[number]), int(self._ends[number + 1]))
        return self._places[part], self._scores[part]

    def held(self, word: str) -> int:
        """How many passages hold a word."""
        number = self._words.number(word)
        return 0 if number is None else int(self._ends[number + 1] - self._ends[number])


def build(folder: Path, passages: Iterable[Sequence[str]]) -> bool:
    """Write the words of passages into a folder; False, and nothing is written, where there are none."""
    vocabulary: dict[str, int] = {}
    lengths = array("I")
    parts = [_counted(part) for part in _numbered(passages, vocabulary, lengths)]
    if not vocabulary:
        return False
    words, places, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    del parts
    names = sorted(vocabulary)
    rank = np.empty(len(names), dtype=np.int64)
    rank[[vocabulary[name] for name in names]] = np.arange(len(names))
    order = np.argsort(rank[words] << 32 | places)
    ends = np.concatenate(([0], np.cumsum(np.bincount(rank[words], minlength=len(names)))))
    places, counts = places[order], counts[order]
    del order, words
    _save(folder, places=places, ends=ends, scores=_scores(places, counts, ends, np.asarray(lengths)))
    _Words.build(folder, names)
    return True


def rarity(held: int, passages: int) -> float:
    """The inverse document frequency of a word that so many of the passages hold."""
    return math.log(1 + (passages - held + 0.5) / (held + 0.5))


class _Words:
    """A word's number: its place in alphabetical order, found by bisection without reading them all."""

    def __init__(self, folder: Path) -> None:
        self._letters, self._ends = _mapped(folder, "letters"), _mapped(folder, "word_ends")

    @staticmethod
    def build(folder: Path, names: Sequence[str]) -> None:
        coded = [name.encode() for name in names]
        ends = np.cumsum([0, *map(len, coded)])
        _save(folder, letters=np.frombuffer(b"".join(coded), dtype=np.uint8), word_ends=ends)

    def number(self, word: str) -> int | None:
        coded = word.encode()
        found = bisect_left(range(len(self._ends) - 1), coded, key=self._word)
        return found if found < len(self._ends) - 1 and self._word(found) == coded else None

    def _word(self, number: int) -> bytes:
        return self._letters[self._ends[number] : self._ends[number + 1]].tobytes()


def _numbered(
    passages: Iterable[Sequence[str]], vocabulary: dict[str, int], lengths: array[int]
) -> Iterable[tuple[NDArray[np.int64], NDArray[np.uint32]]]:
    """A part of the passages at a time: the number of each word of theirs, and of its passage."""
    words, places = array("q"), array("I")
    for place, tokens in enumerate(passages):
        lengths.append(len(tokens))
        words.extend(vocabulary.setdefault(token, len(vocabulary)) for token in tokens)
        places.extend([place] * len(tokens))
        if not (place + 1) % _PART:
            yield np.asarray(words), np.asarray(places)
            words, places = array("q"), array("I")
    yield np.asarray(words), np.asarray(places)


def _counted(
    part: tuple[NDArray[np.int64], NDArray[np.uint32]],
) -> tuple[NDArray[np.uint32], Places, NDArray[np.uint32]]:
    """Each word and passage once, with how often it stands there."""
    words, places = part
    pairs, counts = np.unique(words << 32 | places, return_counts=True)
    return (pairs >> 32).astype(np.uint32), (pairs & 0xFFFFFFFF).astype(np.uint32), counts.astype(np.uint32)


def _scores(places: Places, counts: NDArray[np.uint32], ends: NDArray[np.int64], lengths: NDArray[np.uint32]) -> Scores:
    held = np.diff(ends)
    idf = np.array([rarity(int(count), len(lengths)) for count in held], dtype=np.float32)
    share = K1 * ((1 - B) + B * lengths / lengths.mean())
    scores = np.empty(len(places), dtype=np.float32)
    for first, last in pairwise([*range(0, len(places), _SCORED), len(places)]):
        tf = counts[first:last].astype(np.float64)
        words = np.searchsorted(ends, np.arange(first, last), side="right") - 1
        scores[first:last] = idf[words] * (tf / (share[places[first:last]] + tf))
    return scores


def _save(folder: Path, **arrays: NDArray[np.generic]) -> None:
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
