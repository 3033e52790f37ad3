"""BM25 over passages, one immutable folder for each state of the index."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval import inverted
from retrieval.postings import K1, B, Postings, rarity
from retrieval.tokens import tokenize

_ROWS, _WORDLESS = "passages.npy", "no_words"


class Lexical:
    """BM25 scores for every passage of one state of the index; without ``words`` none holds any."""

    def __init__(self, words: Postings | None, rows: NDArray[np.int64]) -> None:
        self._words = words
        self.rows = rows

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[int, str]]) -> None:
        """Write the index of ``(row, text)`` pairs into a new folder."""
        rows = array("q")

        def tokens() -> Iterable[list[str]]:
            for row, text in passages:
                rows.append(row)
                yield tokenize(text)

        folder.mkdir(parents=True)
        if not inverted.build(folder, tokens()):
            (folder / _WORDLESS).touch()
        np.save(folder / _ROWS, np.asarray(rows, dtype=np.int64))

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Open the folder that ``build`` wrote. Raises OSError when it is another."""
        rows = np.load(folder / _ROWS)
        return cls(None if (folder / _WORDLESS).exists() else Postings(folder), rows)

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
                rarity[term] * tf / (tf + K1 * (1 - B + B * found.total() / mean))
                for term in rarity
                if (tf := found[term])
            )
            for found in counted
        ]

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
        super().__init__(None, rows[self._order])

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every passage for a text, in the order of ``rows``."""
        weights = {term: count * self.rarity(term) for term, count in Counter(tokenize(text)).items()}
        return np.concatenate([part.weighted(weights) for part in self._parts])[self._order]

    def held(self, term: str) -> int:
        """How many passages hold a word."""
        return sum(part.held(term) for part in self._parts)
