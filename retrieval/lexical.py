"""BM25 over passages (bm25s, memory-mapped), one immutable folder for each state of the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from retrieval.tokens import tokenize

_IDS = "passages.npy"
_K1, _B = 1.2, 0.75


class Lexical:
    """BM25 scores for every passage of one state of the index."""

    def __init__(self, bm25: bm25s.BM25 | None, rows: NDArray[np.int64]) -> None:
        self._bm25 = bm25
        self.rows = rows

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[int, str]]) -> None:
        """Write the index of ``(row, text)`` pairs into a new folder."""
        rows: list[int] = []
        tokens: list[list[str]] = []
        for row, text in passages:
            rows.append(row)
            tokens.append(tokenize(text))
        folder.mkdir(parents=True)
        np.save(folder / _IDS, np.asarray(rows, dtype=np.int64))
        if any(tokens):
            bm25 = bm25s.BM25(k1=_K1, b=_B, method="lucene")
            bm25.index(tokens, show_progress=False)
            bm25.save(folder, show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Open the folder that ``build`` wrote."""
        rows = np.load(folder / _IDS)
        built = (folder / "params.index.json").exists()
        return cls(bm25s.BM25.load(folder, mmap=True, show_progress=False) if built else None, rows)

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every passage for a text, in the order of ``rows``."""
        terms = tokenize(text)
        if self._bm25 is None or not terms:
            return np.zeros(len(self.rows), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(terms), dtype=np.float32)

    def weighted(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """The same for words that tell so much, whatever they tell in this index alone."""
        found = np.zeros(len(self.rows), dtype=np.float32)
        for term, weight in weights.items():
            if self._bm25 is not None and (span := self._span(term)):
                places = self._bm25.scores["indices"][span]
                found[places] += self._bm25.scores["data"][span] * np.float32(weight / self.rarity(term))
        return found

    def scores_of(self, others: Sequence[str], text: str) -> list[float]:
        """BM25 of texts that are not in the index, on the scale of those that are: a word is as rare as it is there.

        Their own mean length stands for that of the indexed passages, which are filled up to the same limit.
        """
        terms = Counter(tokenize(text))
        rarity = {term: count * self.rarity(term) for term, count in terms.items()}
        counted = [Counter(tokenize(other)) for other in others]
        mean = sum(map(Counter.total, counted)) / max(len(counted), 1) or 1.0
        return [
            sum(
                rarity[term] * tf / (tf + _K1 * (1 - _B + _B * found.total() / mean))
                for term in rarity
                if (tf := found[term])
            )
            for found in counted
        ]

    def held(self, term: str) -> int:
        """How many passages hold a word."""
        span = self._span(term)
        return span.stop - span.start if span else 0

    def rarity(self, term: str) -> float:
        """The inverse document frequency of Lucene's BM25 (Kamphuis et al. 2020, "Which BM25 Do You Mean?")."""
        return rarity(self.held(term), len(self.rows))

    def _span(self, term: str) -> slice | None:
        """Where the scores of a word stand."""
        place = None if self._bm25 is None else self._bm25.vocab_dict.get(term)
        if self._bm25 is None or place is None:
            return None
        first, last = self._bm25.scores["indptr"][place : place + 2]
        return slice(int(first), int(last))


class Together(Lexical):
    """Several indexes read as one: a word is as rare as it is in all of them together.

    Only the mean length of a passage is each index's own; passages are filled up to one limit.
    """

    def __init__(self, parts: Sequence[Lexical]) -> None:
        rows = np.concatenate([part.rows for part in parts])
        self._parts = parts
        self._order = np.argsort(rows)
        super().__init__(None, rows[self._order])

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every passage for a text, in the order of ``rows``."""
        weights = {term: count * self.rarity(term) for term, count in Counter(tokenize(text)).items()}
        return np.concatenate([part.weighted(weights) for part in self._parts])[self._order]

    def held(self, term: str) -> int:
        """How many passages hold a word."""
        return sum(part.held(term) for part in self._parts)


def rarity(held: int, passages: int) -> float:
    """The inverse document frequency of a word that so many of the passages hold."""
    return math.log(1 + (passages - held + 0.5) / (held + 0.5))
