"""Reads the best sentences of a first look again: each alone, and all side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from retrieval.evidence import AGAIN, BESIDE, Candidate, heading_of, read
from retrieval.lineup import lineup
from retrieval.question import Asked
from retrieval.reader import Passage, Reader, SentenceReading

# So many are read again. Five would do for the best one (``training/NOTES.md``), but a list shows up to five.
SECOND_LOOKS = 8
_MAX_CHARS = 1700  # of a line-up; as in training
Signals = tuple[float, ...]


def read_again(asked: Asked, first: Sequence[tuple[Candidate, float]], reader: Reader) -> list[Candidate]:
    """The best of a first look with what the reader says of each by itself, and of each beside the others."""
    found = [each for each, _ in first[:SECOND_LOOKS]]
    if not found:
        return []
    alone, beside = _alone(asked, found, reader), _beside(asked, found, reader)
    return [
        replace(each, signals=(*each.signals[: -len(AGAIN)], *by_itself, *compared), read_again=True)
        for each, by_itself, compared in zip(found, alone, beside, strict=True)
    ]


def _alone(asked: Asked, found: Sequence[Candidate], reader: Reader) -> Iterator[Signals]:
    """Each under its heading, without the sentences around it."""
    for reading in read(asked, [Passage(heading_of(each.hit), (each.quote,)) for each in found], reader):
        own = reading.sentences[0]
        yield (reading.answerable, own.logit, own.margin) if own else (0.0, 0.0, 0.0)


def _beside(asked: Asked, found: Sequence[Candidate], reader: Reader) -> list[Signals]:
    """All in one text, in the order in which they stand in their documents.

    Seen beside its rivals, a sentence is told from them better than by its score alone, as in listwise ranking. Those
    that find no room count as the least of the rest.
    """
    order = sorted(range(_fitting(found)), key=lambda number: _standing(found[number]))
    lines, places = lineup((heading_of(found[number].hit), found[number].quote) for number in order)
    (reading,) = read(asked, [Passage("", tuple(lines))], reader)
    seen = {number: own for number, place in zip(order, places, strict=True) if (own := reading.sentences[place])}
    if not seen:
        return [(0.0,) * len(BESIDE)] * len(found)
    least = min(seen.values(), key=lambda each: each.logit)
    readings = [seen.get(number, least) for number in range(len(found))]
    return [
        (reading.answerable, own.logit, own.margin, _ahead(own, (*readings[:number], *readings[number + 1 :])))
        for number, own in enumerate(readings)
    ]


def _ahead(own: SentenceReading, others: Sequence[SentenceReading]) -> float:
    """By how much a sentence is liked better than the best of the others; 0 where there is no other."""
    return own.logit - max((each.logit for each in others), default=own.logit)


def _fitting(found: Sequence[Candidate]) -> int:
    """How many of the best find room in one text."""
    chars = list(accumulate(len(each.quote) for each in found))
    return max(1, bisect_right(chars, _MAX_CHARS))


def _standing(candidate: Candidate) -> tuple[str, int]:
    return candidate.hit.stored.document.doc_id, candidate.sentence.start
