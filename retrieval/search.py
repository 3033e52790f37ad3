"""Hybrid search: dense and lexical candidates, fused by normalised scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from retrieval.audience import Readers
from retrieval.index import Index
from retrieval.rows import StoredPassage
from retrieval.view import View

_CANDIDATES = 50  # from each side, before fusion
_DENSE_SHARE = 0.5

Scored = tuple[StoredPassage, float, float]  # with its cosine and its BM25


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with the scores that ranked it: cosine, BM25, and their fusion in 0 to 1."""

    stored: StoredPassage
    dense: float
    lexical: float
    fused: float


def search(
    index: Index,
    text: str,
    vector: Sequence[float],
    count: int,
    scope: Sequence[str] = (),
    as_of: date | None = None,
    readers: Readers = (),
) -> list[Hit]:
    """The passages nearest to a question, best first; ``scope`` limits them to some documents.

    ``as_of`` limits them to what was known on that day: see ``retrieval.known``. All of them may be seen by all
    ``readers``, and nothing that may not has a part in their scores.
    """
    view = View(index, readers)
    if as_of is None:
        return index.steadily(lambda: _fused(_live(view, _scores(view, text, scope), vector, scope), count))
    return index.steadily(lambda: _fused(_then(view, text, vector, scope, as_of), count))


def _then(view: View, text: str, vector: Sequence[float], scope: Sequence[str], day: date) -> list[Scored]:
    """Candidates among what was known on a day, of earlier versions too.

    What came later has no part in their scores, nor in which of them are candidates.
    """
    known = view.known(day, scope)
    earlier = list(view.store.earlier_passages(known.earlier))
    everything = not scope and len(known.live) == view.count()
    rows = None if everything else _rows(view, known.live)
    scores, theirs = view.lexical.scores_among(text, rows, [embedded for _, embedded in earlier])
    live = _live(view, scores, vector, () if everything else known.live) if known.live else []
    return _foremost([*live, *_earlier(view, earlier, theirs, vector)])


def _earlier(
    view: View, passages: Sequence[tuple[StoredPassage, str]], lexical: Sequence[float], vector: Sequence[float]
) -> Iterator[Scored]:
    """The passages of earlier versions, which no search structure holds."""
    vectors = view.store.embeddings([embedded for _, embedded in passages])
    question = np.asarray(vector, dtype=np.float32)
    for (stored, embedded), score in zip(passages, lexical, strict=True):
        yield stored, float(question @ vectors[embedded]) if embedded in vectors else 0.0, score


def _foremost(scored: Sequence[Scored]) -> list[Scored]:
    """The candidates of both sides, whether live or of earlier versions."""
    nearest = sorted(scored, key=lambda each: (-each[1], each[0].row))[:_CANDIDATES]
    matching = sorted((each for each in scored if each[2] > 0), key=lambda each: (-each[2], each[0].row))
    return list({each[0].row: each for each in (*nearest, *matching[:_CANDIDATES])}.values())


def _live(view: View, scores: NDArray[np.float32], vector: Sequence[float], scope: Sequence[str]) -> list[Scored]:
    """Candidates of both sides; every candidate of either side gets both scores."""
    rows = view.lexical.rows
    matching = rows[_highest(scores, _CANDIDATES)].tolist()
    nearest = view.nearest(vector, _CANDIDATES, scope)
    found = {p.row: p for p in view.store.by_key(list(nearest)).values()}
    found.update(view.store.by_row([row for row in matching if row not in found]))
    dense = _cosines(view, list(found.values()), vector, nearest)
    # Rows ascend, so a row's place is found by bisection.
    bm25 = scores[np.searchsorted(rows, np.fromiter(found, dtype=np.int64))]
    return [(found[row], dense[row], float(score)) for row, score in zip(found, bm25, strict=True)]


def _fused(scored: Sequence[Scored], count: int) -> list[Hit]:
    """The best candidates by their fused score.

    Each side is scaled to 0..1 over the candidates and the two are averaged with fixed shares (convex combination,
    Bruch et al. 2023, "An Analysis of Fusion Functions").
    """
    if not scored:
        return []
    dense, lexical = _scaled([each[1] for each in scored]), _scaled([each[2] for each in scored])
    fused = _DENSE_SHARE * dense + (1 - _DENSE_SHARE) * lexical
    hits = [Hit(*each, float(score)) for each, score in zip(scored, fused, strict=True)]
    ordered = sorted(hits, key=lambda hit: (-hit.fused, hit.stored.row))
    first: dict[tuple[str, str, float, float], Hit] = {}
    for hit in ordered:
        first.setdefault(_words(hit), hit)
    return [*first.values(), *(hit for hit in ordered if first[_words(hit)] is not hit)][:count]


def _words(hit: Hit) -> tuple[str, str, float, float]:
    """What tells a passage's words: the same ones under the same headings have the same scores.

    A copy takes no other passage's place. What only resembles another one does, as it may differ in the very value
    asked for.
    """
    stored = hit.stored
    return stored.document.title, stored.passage.section, round(hit.dense, 4), round(hit.lexical, 3)


def _highest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Where the highest scores above nothing stand, the highest first, without sorting all of them."""
    least = np.partition(scores, -count)[-count] if len(scores) > count else np.float32(0)
    found = np.flatnonzero((scores >= least) & (scores > 0))
    return found[np.argsort(-scores[found], kind="stable")[:count]]


def _scores(view: View, text: str, scope: Sequence[str]) -> NDArray[np.float32]:
    """BM25 of every passage, nought outside the scope."""
    scores = view.lexical.scores(text)
    return np.where(np.isin(view.lexical.rows, _rows(view, scope)), scores, np.float32(0)) if scope else scores


def _rows(view: View, scope: Sequence[str]) -> NDArray[np.int64]:
    return np.fromiter(view.store.rows_of(scope), dtype=np.int64)


def _cosines(
    view: View, passages: Sequence[StoredPassage], vector: Sequence[float], known: dict[str, float]
) -> dict[int, float]:
    vectors = view.vectors([p.key for p in passages if p.key not in known])
    question = np.asarray(vector, dtype=np.float32)
    return {
        p.row: known[p.key] if p.key in known else float(question @ vectors[p.key]) if p.key in vectors else 0.0
        for p in passages
    }


def _scaled(values: Sequence[float]) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    low, high = float(array.min()), float(array.max())
    return (array - low) / (high - low) if high > low else np.ones_like(array)
