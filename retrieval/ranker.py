"""Ranks the sentences that were found: all of them once, the best of them a second time."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.evidence import Candidate, alone
from retrieval.question import Asked
from retrieval.reader import Reader
from retrieval.weighing import weighing

# So many are read alone. Five would do for the best one (``training/NOTES.md``), but a list shows up to five.
SECOND_LOOKS = 8

Ranked = list[tuple[Candidate, float]]


class Ranker:
    """Candidates with the probability that each answers.

    Within its passage a sentence is judged by the company it keeps, too; read alone, by what it says. Both looks
    together choose better than either. Without a ``reader`` the words and vectors of the first must do.
    """

    def __init__(self, reader: Reader | None) -> None:
        self._reader = reader
        self._first = weighing("first" if reader else "plain")
        self.weighing = weighing("second") if reader else self._first

    def ranked(self, asked: Asked, found: Sequence[Candidate]) -> Ranked:
        """Best first. What was not worth a second look stands behind the rest, and is never surer than they are."""
        first = self._first.ranked(found, asked.must)
        if self._reader is None:
            return first
        best = self.weighing.ranked(read_again(asked, first, self._reader), asked.must)
        least = best[-1][1] if best else 0.0
        return [*best, *((each, min(sure, least)) for each, sure in first[SECOND_LOOKS:])]


def read_again(asked: Asked, first: Ranked, reader: Reader) -> list[Candidate]:
    """The best of a first look, read alone."""
    best = [each for each, _ in first[:SECOND_LOOKS]]
    return alone(asked, best, reader) if best else []
