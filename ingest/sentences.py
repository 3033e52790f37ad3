"""Sentences of a block of text, with exact offsets, and the reference markers that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nupunkt

from retrieval.documents import Marker, Sentence
from retrieval.markers import MARKER, RUN, masked

# The embedding model reads 256 word pieces, about 1,200 characters; what lies behind is not searched.
MAX_CHARS = 1200
_BREAKS = (re.compile(r"[;:]\s"), re.compile(r",\s"), re.compile(r"\s"))
# Not the comma in "€40,000" or "January 21, 2025", the colon in "5:25-cv-00709", the dash in "2024–2025".
_CLAUSE_END = re.compile(
    r"[,;:](?=[\s\[])(?!\s+\d{4}\b)\s*|(?<!\d)[–—]\s*|[–—](?!\d)\s*|\s+(?:and|but|which|while|whereas)\s+"
)
_LIST_RUN = 4  # a run of fewer markers is evidence for its clause, wherever it stands
_BARE_NAME_WORDS = 3


def split_sentences(text: str, start: int, end: int, numbers: frozenset[str]) -> list[Sentence]:
    """The sentences of ``text[start:end]``; ``numbers`` are the markers of the document's reference list."""
    return [Sentence(first, last, _markers(text, first, last, numbers)) for first, last in _spans(text, start, end)]


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


def _markers(text: str, start: int, end: int, numbers: frozenset[str]) -> tuple[Marker, ...]:
    found: list[Marker] = []
    clause_start = start
    for run in RUN.finditer(text, start, end):
        clause_start = max(clause_start, _clause_start(text, start, run.start()))
        run_numbers = [match.group(1) for match in MARKER.finditer(run.group())]
        whole = _lists_the_document(text, start, run, run_numbers, numbers)
        found.extend(
            Marker(match.group(1), match.start(), match.end(), clause_start, whole)
            for match in MARKER.finditer(text, run.start(), run.end())
        )
    return tuple(found)


def _clause_start(text: str, start: int, marker_start: int) -> int:
    """Behind the last clause break before the marker; a break right at the marker does not count."""
    breaks = [match.end() for match in _CLAUSE_END.finditer(text, start, marker_start) if match.end() < marker_start]
    return breaks[-1] if breaks else start


def _lists_the_document(
    text: str, start: int, run: re.Match[str], run_numbers: list[str], numbers: frozenset[str]
) -> bool:
    """Whether a run names the document's sources rather than the evidence for a clause.

    It does when it lists every reference, or at least half of them behind a bare name that opens the sentence.
    """
    if len(run_numbers) < _LIST_RUN:
        return False
    listed = numbers & set(run_numbers)
    if listed == numbers:
        return True
    opens = len(text[start : run.start()].split()) <= _BARE_NAME_WORDS
    return opens and 2 * len(listed) >= len(numbers)
