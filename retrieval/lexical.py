"""BM25 over passages, one immutable folder for each state of the index."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval import inverted
from retrieval.postings import Postings, length_share, rarity
from retrieval.tokens import tokenize

_ROWS, _LENGTHS, _WORDLESS = "passages.npy", "lengths.npy", "no_words"
# In an index that an earlier release made, which keeps no lengths; passages are filled up to one limit.
_USUAL_LENGTH = 80


class Lexical:
    """BM25 scores for every passage of one state of the index; without ``words`` none holds any."""

    def __init__(self, words: Postings | None, rows: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
        self._words = words
        self.rows = rows
        self.lengths = lengths

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[int, str]]) -> None:
        """Write the index of ``(row, text)`` pairs into a new folder."""
        rows, lengths = array("q"), array("q")

        def tokens() -> Iterable[list[str]]:
            for row, text in passages:
                found = tokenize(text)
                rows.append(row)
                lengths.append(len(found))
                yield found

        folder.mkdir(parents=True)
        if not inverted.build(folder, tokens()):
            (folder / _WORDLESS).touch()
        np.save(folder / _ROWS, np.asarray(rows, dtype=np.int64))
        np.save(folder / _LENGTHS, np.asarray(lengths, dtype=np.int64))

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Open the folder that ``build`` wrote. Raises OSError when it is another."""
        rows = np.load(folder / _ROWS)
        kept = (folder / _LENGTHS).exists()
        lengths = np.load(folder / _LENGTHS) if kept else np.full(len(rows), _USUAL_LENGTH, dtype=np.int64)
        return cls(None if (folder / _WORDLESS).exists() else Postings(folder), rows, lengths)

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every passage for a text, in the order of ``rows``."""
        return self._summed((term, 1.0) for term in tokenize(text))

    def weighted(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """The same for words that tell so much, whatever they tell in this index alone."""
        return self._summed((term, weight / self.rarity(term)) for term, weight in weights.items())

    def _summed(self, terms: Iterable[tuple[str, float]]) -> NDArray[np.float32]:
        found = np.zeros(len(self.rows), dtype=np.float32)
        for term, factor in terms:
            if self._words is not None and (held := self._words.of(term)):
                places, scores = held
                found[places] += scores * np.float32(factor)
        return found

    def scores_among(
        self, text: str, rows: NDArray[np.int64] | None, others: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[float]]:
        """BM25 of the passages in ``rows`` (None: all) and of texts outside the index, as if there were no others.

        The first are in the order of all rows, nought for those left out.
        """
        outside = [Counter(tokenize(other)) for other in others]
        inside = np.ones(len(self.rows), dtype=bool) if rows is None else np.isin(self.rows, rows)
        inside = np.concatenate([inside, np.ones(len(others), dtype=bool)])
        lengths = np.concatenate([self.lengths, np.array([found.total() for found in outside], dtype=np.int64)])
        mean = (float(lengths[inside].mean()) if inside.any() else 0.0) or 1.0
        scores = np.zeros(len(lengths))
        for term, times in Counter(tokenize(text)).items():
            places, counts = self._counts_among(term, inside, outside)
            weight = times * rarity(len(places), int(inside.sum()))
            scores[places] += weight * counts / (length_share(lengths[places], mean) + counts)
        return scores[: len(self.rows)].astype(np.float32), scores[len(self.rows) :].astype(np.float32).tolist()

    def _counts_among(
        self, term: str, inside: NDArray[np.bool_], outside: Sequence[Counter[str]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where a word stands among the passages and the texts behind them, and how often."""
        theirs = np.array([found[term] for found in outside], dtype=np.int64)
        places, counts = self.counts(term)
        kept = inside[places]
        return (
            np.concatenate([places[kept], len(self.rows) + np.flatnonzero(theirs)]),
            np.concatenate([counts[kept], theirs[theirs > 0]]),
        )

    def counts(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The passages that hold a word, by their place among the rows, and how often each does."""
        if self._words is not None and (found := self._words.counts(term, self.lengths)):
            return found[0].astype(np.int64), found[1]
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)

    def held(self, term: str) -> int:
        """How many passages hold a word."""
        return 0 if self._words is None else self._words.held(term)

    def rarity(self, term: str) -> float:
        """How rare a word is in all that is indexed."""
        return rarity(self.held(term), len(self.rows))


class Together(Lexical):
    """Several indexes read as one: a word is as rare as it is in all of them together.

    Only the mean length of a passage is each index's own; passages are filled up to one limit.
    """

    def __init__(self, parts: Sequence[Lexical]) -> None:
        rows = np.concatenate([part.rows for part in parts])
        self._parts = parts
        self._order = np.argsort(rows)
        self._place = np.argsort(self._order)
        super().__init__(None, rows[self._order], np.concatenate([part.lengths for part in parts])[self._order])

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every passage for a text, in the order of ``rows``."""
        weights = {term: count * self.rarity(term) for term, count in Counter(tokenize(text)).items()}
        return np.concatenate([part.weighted(weights) for part in self._parts])[self._order]

    def held(self, term: str) -> int:
        """How many passages hold a word."""
        return sum(part.held(term) for part in self._parts)

    def counts(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The passages that hold a word, by their place among the rows, and how often each does."""
        places, counts = zip(*(part.counts(term) for part in self._parts), strict=True)
        starts = accumulate((len(part.rows) for part in self._parts[:-1]), initial=0)
        joined = np.concatenate([start + found for start, found in zip(starts, places, strict=True)])
        return self._place[joined], np.concatenate(counts)
