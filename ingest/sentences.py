"""Sentences of a block of text, with exact offsets, and the reference markers that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nupunkt

from ingest.clauses import clause_start
from retrieval.documents import Marker, Sentence
from retrieval.markers import MARKER, RUN, masked, numbers

# The embedding model reads 256 word pieces, about 1,200 characters; what lies behind is not searched.
MAX_CHARS = 1200
_BREAKS = (re.compile(r"[;:]\s"), re.compile(r",\s"), re.compile(r"\s"))
_LIST_RUN = 4  # a run of fewer markers is evidence for its clause, wherever it stands
_BARE_NAME_WORDS = 3


def split_sentences(text: str, start: int, end: int, listed: frozenset[str]) -> list[Sentence]:
    """The sentences of ``text[start:end]``; ``listed`` are the markers of the document's reference list."""
    return [Sentence(first, last, _markers(text, first, last, listed)) for first, last in _spans(text, start, end)]


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trimmed spans; a marker printed behind the full stop belongs to the sentence that it follows."""
    block = masked(text[start:end])
    for first, last in nupunkt.sent_spans(block):
        while first < last and block[first].isspace():
            first += 1
        while first < last and block[last - 1].isspace():
            last -= 1
        if first == last:
            continue
        trailing = RUN.match(text, start + last, end)
        for piece_start, piece_end in _pieces(block, first, last):
            piece_last = trailing.end() if trailing and piece_end == last else start + piece_end
            yield start + piece_start, piece_last


def _pieces(block: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut what no model could read whole, at the best break before the limit."""
    while last - first > MAX_CHARS:
        window = block[first : first + MAX_CHARS]
        cuts = ([match.end() for match in pattern.finditer(window)] for pattern in _BREAKS)
        cut = next((found[-1] for found in cuts if found and found[-1] > MAX_CHARS // 2), MAX_CHARS)
        piece_end = first + len(window[:cut].rstrip())
        if piece_end > first:
            yield first, piece_end
        first += cut
        while first < last and block[first].isspace():
            first += 1
    if first < last:
        yield first, last


def _markers(text: str, start: int, end: int, listed: frozenset[str]) -> tuple[Marker, ...]:
    found: list[Marker] = []
    begins = start
    for run in RUN.finditer(text, start, end):
        begins = max(begins, clause_start(text, start, run.start()))
        named = [(number, match) for match in MARKER.finditer(run.group()) for number in numbers(match.group(1))]
        whole = _lists_the_document(text, start, run, [number for number, _ in named], listed)
        found.extend(
            Marker(number, run.start() + match.start(), run.start() + match.end(), begins, whole)
            for number, match in named
        )
    return tuple(found)


def _lists_the_document(text: str, start: int, run: re.Match[str], named: list[str], listed: frozenset[str]) -> bool:
    """Whether a run names the document's sources rather than the evidence for a clause.

    It does when it lists every reference, or at least half of them behind a bare name that opens the sentence.
    """
    if len(named) < _LIST_RUN:
        return False
    of_list = listed & set(named)
    if of_list == listed:
        return True
    opens = len(text[start : run.start()].split()) <= _BARE_NAME_WORDS
    return opens and 2 * len(of_list) >= len(listed)
