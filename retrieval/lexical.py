"""BM25 over passages (bm25s, memory-mapped), one immutable folder for each state of the index."""

from __future__ import annotations

from collections.abc import Iterable
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
