"""Which passages hold a word, and how much that counts: BM25 worked out beforehand, in files mapped into memory.

Opening reads nothing, and a question reads its own words' part alone. Scores are those of Lucene's BM25 (Kamphuis et
al. 2020, "Which BM25 Do You Mean?"), computed once for each word and passage (Lù 2024, "BM25S").
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.75

Places = NDArray[np.uint32]
Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]


class Postings:
    """The words of one folder."""

    def __init__(self, folder: Path) -> None:
        self._words = _Words(folder)
        self._ends, self._places, self._scores = (_mapped(folder, name) for name in ("ends", "places", "scores"))

    def of(self, word: str) -> tuple[Places, Scores] | None:
        """The passages that hold a word, by their place among those indexed, and its score in each."""
        number = self._words.number(word)
        if number is None:
            return None
        part = slice(int(self._ends[number]), int(self._ends[number + 1]))
        return self._places[part], self._scores[part]

    def counts(self, word: str, lengths: Numbers) -> tuple[Places, Numbers] | None:
        """The passages that hold a word, and how often: worked out from its scores and the lengths of all passages."""
        found = self.of(word)
        if found is None:
            return None
        places, scores = found
        part = scores.astype(np.float64) / np.float32(rarity(len(places), len(lengths)))
        counts = length_share(lengths[places], float(lengths.mean())) * part / (1 - part)
        return places, np.maximum(np.rint(counts), 1).astype(np.int64)

    def held(self, word: str) -> int:
        """How many passages hold a word."""
        number = self._words.number(word)
        return 0 if number is None else int(self._ends[number + 1] - self._ends[number])


def rarity(held: int, passages: int) -> float:
    """The inverse document frequency of a word that so many of the passages hold."""
    return math.log(1 + (passages - held + 0.5) / (held + 0.5))


def length_share(lengths: NDArray[np.integer[Any]], mean: float) -> NDArray[np.float64]:
    """What a word's count in passages of these lengths is set against."""
    return np.asarray(K1 * ((1 - B) + B * lengths / mean), dtype=np.float64)


class _Words:
    """A word's number: its place in alphabetical order, found by bisection without reading them all."""

    def __init__(self, folder: Path) -> None:
        self._letters, self._ends = _mapped(folder, "letters"), _mapped(folder, "word_ends")

    def number(self, word: str) -> int | None:
        coded = word.encode()
        found = bisect_left(range(len(self._ends) - 1), coded, key=self._word)
        return found if found < len(self._ends) - 1 and self._word(found) == coded else None

    def _word(self, number: int) -> bytes:
        return self._letters[self._ends[number] : self._ends[number + 1]].tobytes()


def save_words(folder: Path, names: Sequence[str]) -> None:
    """Write the words, in alphabetical order."""
    coded = [name.encode() for name in names]
    ends = np.cumsum([0, *map(len, coded)])
    save(folder, letters=np.frombuffer(b"".join(coded), dtype=np.uint8), word_ends=ends)


def save(folder: Path, **arrays: NDArray[np.generic]) -> None:
    """Write arrays by name."""
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
