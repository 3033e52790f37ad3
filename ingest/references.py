"""A document's reference list: in the front matter, under a heading, or as the last lines of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.blocks import Block
from retrieval.documents import Reference

_HEADING = re.compile(
    r"(?:\d+\.?\s*)?(references|sources|notes|footnotes|endnotes|bibliography|works cited|citations)\W*", re.I
)
_ENTRY = re.compile(r"[^\S\n]*(?:[-*]\s+)?(?:\[(\d{1,3})\]|(\d{1,3})[.)])[:.]?[^\S\n]+(\S.*)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")


def listed_references(text: str, blocks: Sequence[Block]) -> tuple[tuple[Reference, ...], int, int]:
    """The references that a text lists at its end, and the offsets between which that list stands.

    Without a list both offsets are the text's length.
    """
    for place in reversed(range(len(blocks))):
        block = blocks[place]
        if block.level and _HEADING.fullmatch(text[block.start : block.end].strip()):
            end = _list_end(text, blocks[place:])
            entries = _entries(text[block.end : end], numbered=True)
            if entries:
                return entries, block.start, end
    start = _trailing_list(text)
    return (_entries(text[start:], numbered=False), start, len(text)) if start < len(text) else ((), start, start)


def _list_end(text: str, blocks: Sequence[Block]) -> int:
    """Where the part under the first heading ends: at a heading that is no entry and has no ``[n]`` entry behind it.

    In plain text an entry on a line of its own may look like a heading.
    """
    for block in blocks[1:]:
        if 0 < block.level <= blocks[0].level:
            line = text[text.rfind("\n", 0, block.start) + 1 : block.end]
            if not _ENTRY.fullmatch(line) and not re.search(r"^\s*(?:[-*]\s+)?\[\d{1,3}\]\s", text[block.end :], re.M):
                return block.start
    return len(text)


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


def _entries(region: str, *, numbered: bool) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    for line in region.splitlines():
        match = _ENTRY.fullmatch(line.rstrip())
        if match is None or (match.group(2) and not numbered):
            continue
        marker = match.group(1) or match.group(2)
        url = _URL.search(match.group(3))
        found.setdefault(marker, Reference(marker, url.group().rstrip(".,;)") if url else ""))
    return tuple(found.values())


def _trailing_list(text: str) -> int:
    """Where a run of ``[n] …`` lines that ends the text begins; the text's length when it ends otherwise."""
    start = end = len(text)
    for line in reversed(text.splitlines(keepends=True)):
        end -= len(line)
        if line.strip():
            if not re.match(r"\s*\[\d{1,3}\]\s", line):
                break
            start = end
    return start
