"""A document's reference list: in the front matter, under a heading, or as the last lines of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.blocks import Block
from retrieval.documents import Reference
from retrieval.markers import MARKER, numbers

_HEADING = re.compile(
    r"(?:\d+\.?\s*)?(references|sources|notes|footnotes|endnotes|bibliography|works cited|citations)\W*", re.I
)
_ENTRY = re.compile(r"[^\S\n]*(?:[-*]\s+)?(?:\[(\d{1,3})\]|(\d{1,3})[.)])[:.]?[^\S\n]+(\S.*)")
_BRACKETED = re.compile(r"^[^\S\n]*(?:[-*]\s+)?\[\d{1,3}\]\s", re.M)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_CITING = re.compile(rf"(^[^\S\n]*)?{MARKER.pattern}", re.M)
_ADDRESS = re.compile(rf"{_URL.pattern}|\bdoi:\s?10\.", re.I)


@dataclass(slots=True)
class _Entry:
    """``text[start:end]``: a line that begins with a number, and the lines that follow it without an empty one."""

    reference: Reference
    bracketed: bool
    start: int
    end: int


def listed_references(text: str, blocks: Sequence[Block]) -> tuple[tuple[Reference, ...], list[Block]]:
    """The references that a text lists at its end, and the blocks that are not of that list."""
    parts = list(_parts(text, blocks))
    for start, end, entries in parts:
        bracketed = [entry for entry in entries if entry.bracketed]
        if bracketed and len(bracketed) == len(entries):
            return _references(entries), [block for block in blocks if not start <= block.start < end]
        if bracketed or _hold_addresses(text, entries):
            return _references(bracketed or entries), _outside(bracketed or entries, blocks)
    cited = _cited(text)
    for entries in (*(entries for _, _, entries in parts), _trailing_list(text)):
        if _hold_addresses(text, entries) or _are_cited(entries, cited):
            return _references(entries), _outside(entries, blocks)
    return (), list(blocks)


def _parts(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int, list[_Entry]]]:
    """The parts under a heading that announces references, with their numbered lines, from the last to the first."""
    last_bracketed = max((match.start() for match in _BRACKETED.finditer(text)), default=0)
    for place in reversed(range(len(blocks))):
        block = blocks[place]
        if block.level and _HEADING.fullmatch(text[block.start : block.end].strip()):
            end = _part_end(text, blocks[place:], last_bracketed)
            yield block.start, end, _entries(text, block.end, end)


def _part_end(text: str, blocks: Sequence[Block], last_bracketed: int) -> int:
    """Where the part under the first heading ends: at a heading that is no entry and has no ``[n]`` entry behind it.

    In plain text an entry on a line of its own may look like a heading.
    """
    for block in blocks[1:]:
        if 0 < block.level <= blocks[0].level and last_bracketed < block.end:
            line = text[text.rfind("\n", 0, block.start) + 1 : block.end]
            if not _ENTRY.fullmatch(line):
                return block.start
    return len(text)


def _cited(text: str) -> dict[str, int]:
    """The numbers of markers in running text, each with its first place.

    A marker that opens a line is left out: it may be the number of an entry or of a paragraph.
    """
    found: dict[str, int] = {}
    for match in _CITING.finditer(text):
        for number in numbers(match.group(2)) if match.group(1) is None else ():
            found.setdefault(number, match.start())
    return found


def _hold_addresses(text: str, entries: Sequence[_Entry]) -> bool:
    """Whether most of these numbered lines cannot be prose."""
    return 2 * sum(_ADDRESS.search(text, entry.start, entry.end) is not None for entry in entries) > len(entries)


def _are_cited(entries: Sequence[_Entry], cited: Mapping[str, int]) -> bool:
    """Whether the text before them names one of these numbered lines."""
    return any(cited.get(entry.reference.marker, entry.end) < entries[0].start for entry in entries)


def _outside(entries: Sequence[_Entry], blocks: Sequence[Block]) -> list[Block]:
    """The blocks that begin in no entry."""
    starts = [entry.start for entry in entries]
    before = ((bisect_right(starts, block.start), block) for block in blocks)
    return [block for place, block in before if not place or entries[place - 1].end <= block.start]


def front_matter_references(entries: Any) -> tuple[Reference, ...]:
    """The ``references:`` of front matter: a list of mappings, or a mapping from marker to URL.

    Raises ValueError when it is neither.
    """
    if isinstance(entries, Mapping):
        return tuple(Reference(str(marker), str(url)) for marker, url in entries.items())
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise ValueError("`references` must be a list of `marker` and `url`")
    return tuple(_front_matter_reference(position, entry) for position, entry in enumerate(entries, start=1))


def _front_matter_reference(position: int, entry: Any) -> Reference:
    if isinstance(entry, str):
        return Reference(str(position), entry)
    if not isinstance(entry, Mapping):
        raise ValueError(f"reference {position} must be a URL or a mapping with `marker` and `url`")
    values = {key: str(entry.get(key) or "") for key in ("url", "publisher", "date")}
    marker = next((entry[key] for key in ("marker", "n", "id") if key in entry), position)
    return Reference(str(marker), **values)


def _references(entries: Sequence[_Entry]) -> tuple[Reference, ...]:
    """The first entry of each number."""
    return tuple({entry.reference.marker: entry.reference for entry in reversed(entries)}.values())[::-1]


def _entries(text: str, start: int, end: int) -> list[_Entry]:
    found: list[_Entry] = []
    for line in text[start:end].splitlines(keepends=True):
        match = _ENTRY.fullmatch(line.rstrip())
        if match:
            url = _URL.search(match.group(3))
            marker = match.group(1) or match.group(2)
            reference = Reference(marker, url.group().rstrip(".,;)") if url else "")
            found.append(_Entry(reference, match.group(1) is not None, start, start + len(line)))
        elif line.strip() and found and found[-1].end == start:
            found[-1].end += len(line)
        start += len(line)
    return found


def _trailing_list(text: str) -> list[_Entry]:
    """The run of ``[n] …`` lines that ends the text."""
    start = end = len(text)
    for line in reversed(text.splitlines(keepends=True)):
        end -= len(line)
        if line.strip():
            if not re.match(r"\s*\[\d{1,3}\]\s", line):
                break
            start = end
    return _entries(text, start, len(text))
