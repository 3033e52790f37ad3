"""Sentences of a block of text, with exact offsets, and the reference markers that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import nupunkt

from ingest.clauses import clause_start
from retrieval.documents import Marker, Sentence
from retrieval.markers import MARKER, RUN, masked, numbers

# The embedding model reads 256 word pieces, about 1,200 characters; what lies behind is not searched.
MAX_CHARS = 1200
_BREAKS = (re.compile(r"[;:]\s"), re.compile(r",\s"), re.compile(r"\s"))
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"(?:[a-z]|[ivxl]+)[.)]\s|o\s")  # a small letter may count the items of a list, or be its bullet
_MEASURE = re.compile(r"\d\s?[a-z]{1,4}\.\Z")  # "3 mg."
_NAME = re.compile(r"\b[A-Z]\w*[!?]\Z")
_COMPANY = re.compile(r"(?:Inc|Corp|Ltd)\b")
_LAST_WORDS = 40  # characters among which an abbreviation or a name is looked for
_LIST_RUN = 4  # a run of fewer markers is evidence for its clause, wherever it stands
_BARE_NAME_WORDS = 3


def split_sentences(text: str, start: int, end: int, listed: frozenset[str]) -> list[Sentence]:
    """The sentences of ``text[start:end]``; ``listed`` are the markers of the document's reference list."""
    return [Sentence(first, last, _markers(text, first, last, listed)) for first, last in _spans(text, start, end)]


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trimmed spans; a marker printed behind the full stop belongs to the sentence that it follows."""
    words = text[start:end]
    block = masked(words)
    for first, last in _read_alike(words, block, _whole(words, block)):
        trailing = RUN.match(text, start + last, end)
        for piece_start, piece_end in _pieces(block, first, last):
            piece_last = trailing.end() if trailing and piece_end == last else start + piece_end
            yield start + piece_start, piece_last


def _whole(words: str, block: str) -> list[tuple[int, int]]:
    """The sentences of a block, trimmed; those cut behind an abbreviation are put together again."""
    found: list[tuple[int, int]] = []
    for first, last in nupunkt.sent_spans(block):
        while first < last and block[first].isspace():
            first += 1
        while first < last and block[last - 1].isspace():
            last -= 1
        if first == last:
            continue
        begins, ends = found[-1] if found else (first, first)
        joint = begins < first and ">" not in words[ends:first] and last - begins <= MAX_CHARS
        if joint and _goes_on(block, begins, ends, first):
            found[-1] = (begins, last)
        else:
            found.append((first, last))
    return found


def _goes_on(block: str, begins: int, ends: int, after: int) -> bool:
    """Whether the sentence ``block[begins:ends]`` goes on ``after`` the gap: in a small letter, or as a firm's name."""
    if _EMPTY_LINE.search(block, ends, after) or _ITEM.match(block, after):
        return False
    last_words = block[max(begins, ends - _LAST_WORDS) : ends]
    if not last_words.endswith("."):
        return bool(_NAME.search(last_words) and _COMPANY.match(block, after))
    word = _WORD.match(block, after)
    # Who writes without capitals begins sentences like this, too.
    capitals = not block[begins].islower() or _MEASURE.search(last_words)
    return bool(word and word.group().islower() and capitals)


def _read_alike(words: str, block: str, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Spans in which a ``>`` says alone what it says in the block; where it does not, with the sentence before."""
    if ">" not in words:
        return spans
    found: list[tuple[int, int]] = []
    for first, last in spans:
        while masked(words[first:last]) != block[first:last]:
            begins = found[-1][0] if found else 0
            if begins == first or last - begins > MAX_CHARS:
                break
            first = begins
            del found[-1:]
        found.append((first, last))
    return found


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
