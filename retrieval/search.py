"""Hybrid search: dense and lexical candidates, fused by normalised scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index import Index
from retrieval.rows import StoredPassage

_CANDIDATES = 50  # from each side, before fusion
_DENSE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with the scores that ranked it: cosine, BM25, and their fusion in 0 to 1."""

    stored: StoredPassage
    dense: float
    lexical: float
    fused: float


def search(index: Index, text: str, vector: Sequence[float], count: int, scope: Sequence[str] = ()) -> list[Hit]:
    """The passages nearest to a question, best first; ``scope`` limits them to some documents."""
    return index.steadily(lambda: _search(index, text, vector, count, scope))


def _search(index: Index, text: str, vector: Sequence[float], count: int, scope: Sequence[str]) -> list[Hit]:
    """Candidates of both sides, ranked by their fused score.

    Every candidate of either side gets both scores. Each side is scaled to 0..1 over the candidates and the two are
    averaged with fixed shares (convex combination, Bruch et al. 2023, "An Analysis of Fusion Functions").
    """
    lexical = index.lexical
    scores = _masked(index, lexical.rows, lexical.scores(text), scope)
    best = np.argsort(-scores, kind="stable")[:_CANDIDATES]
    matching = [int(lexical.rows[place]) for place in best if scores[place] > 0]
    nearest = index.vectors.nearest(vector, _CANDIDATES, scope)
    found = {p.row: p for p in index.store.by_key(list(nearest)).values()}
    found.update(index.store.by_row([row for row in matching if row not in found]))
    if not found:
        return []
    dense = _cosines(index, list(found.values()), vector, nearest)
    rows = list(found)
    # Rows ascend, so a row's place is found by bisection.
    bm25 = [float(score) for score in scores[np.searchsorted(lexical.rows, rows)]]
    fused = _DENSE_SHARE * _scaled([dense[row] for row in rows]) + (1 - _DENSE_SHARE) * _scaled(bm25)
    hits = [Hit(found[row], dense[row], lex, float(score)) for row, lex, score in zip(rows, bm25, fused, strict=True)]
    return sorted(hits, key=lambda hit: (-hit.fused, hit.stored.row))[:count]


def _masked(
    index: Index, rows: NDArray[np.int64], scores: NDArray[np.float32], scope: Sequence[str]
) -> NDArray[np.float32]:
    if not scope:
        return scores
    allowed = np.fromiter(index.store.rows_of(scope), dtype=np.int64)
    return np.where(np.isin(rows, allowed), scores, np.float32(0))


def _cosines(
    index: Index, passages: Sequence[StoredPassage], vector: Sequence[float], known: dict[str, float]
) -> dict[int, float]:
    vectors = index.vectors.vectors([p.key for p in passages if p.key not in known])
    question = np.asarray(vector, dtype=np.float32)
    return {
        p.row: known[p.key] if p.key in known else float(question @ vectors[p.key]) if p.key in vectors else 0.0
        for p in passages
    }


def _scaled(values: Sequence[float]) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    low, high = float(array.min()), float(array.max())
    return (array - low) / (high - low) if high > low else np.ones_like(array)
