"""BM25 over passages (bm25s, memory-mapped), one immutable folder for each state of the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
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

    def scores_of(self, others: Sequence[str], text: str) -> list[float]:
        """BM25 of texts that are not in the index, on the scale of those that are: a word is as rare as it is there.

        Their own mean length stands for that of the indexed passages, which are filled up to the same limit.
        """
        terms = Counter(tokenize(text))
        rarity = {term: count * self._rarity(term) for term, count in terms.items()}
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

    def _rarity(self, term: str) -> float:
        """The inverse document frequency of Lucene's BM25 (Kamphuis et al. 2020, "Which BM25 Do You Mean?")."""
        held = 0
        if self._bm25 is not None and (place := self._bm25.vocab_dict.get(term)) is not None:
            first, last = self._bm25.scores["indptr"][place : place + 2]
            held = int(last - first)
        return math.log(1 + (len(self.rows) - held + 0.5) / (held + 0.5))
