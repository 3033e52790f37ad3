"""Blocks of a text: headings and the stretches of prose between them, by offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt

_BULLET = re.compile(r"\s*(?:>\s*)*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?(?:\[[ xX]\]\s+)?")
_LINE = re.compile(r"[^\n]*\n?")
_WORDS_IN_HEADING = 12
_WRAP = range(50, 121)


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]``; ``level`` is 1 to 6 for a heading and 0 for prose."""

    start: int
    end: int
    level: int = 0


def markdown_blocks(text: str, start: int) -> Iterator[Block]:
    """The blocks of CommonMark text (with tables) that begins at ``start``."""
    offsets = _line_offsets(text, start)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text[start:])
    for position, token in enumerate(tokens):
        if token.map is None:
            continue
        first, last = offsets[token.map[0]], offsets[token.map[1]]
        if token.type == "heading_open":
            yield _heading(text, first, last, tokens[position + 1].content, int(token.tag[1]))
        elif token.type == "paragraph_open":
            yield _trimmed(text, first, last)
        elif token.type in {"tr_open", "fence", "code_block"}:
            yield from _lines(text, first, last, token.markup if token.type == "fence" else "")


def text_blocks(text: str, start: int) -> Iterator[Block]:
    """The blocks of plain text: paragraphs by blank line, and by line where the lines are not hard-wrapped."""
    wrapped = _is_hard_wrapped(text[start:])
    for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text[start:]):
        first, last = start + match.start(), start + match.end()
        lines = [_trimmed(text, first, last)] if wrapped else list(_lines(text, first, last))
        for line in lines:
            alone = line.start == _trimmed(text, first, last).start
            yield Block(line.start, line.end, 1) if alone and _is_heading(text, line) else line


def _line_offsets(text: str, start: int) -> list[int]:
    offsets = [start]
    for match in re.finditer(r"\r\n?|\n", text[start:]):  # what CommonMark counts as a line end
        offsets.append(start + match.end())
    offsets.append(len(text))
    return offsets


def _heading(text: str, start: int, end: int, content: str, level: int) -> Block:
    words = r"\s+".join(re.escape(word) for word in content.split())
    match = re.compile(words).search(text, start, end)
    return Block(match.start(), match.end(), level) if match else Block(start, end, level)


def _lines(text: str, start: int, end: int, fence: str = "") -> Iterator[Block]:
    """The lines of a stretch of text; of fenced code without the fences, of which the closing one may be missing."""
    rows = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if m.group().strip()]
    if fence:
        closed = len(rows) > 1 and text[slice(*rows[-1])].strip(" \t\r\n>").startswith(fence)
        rows = rows[1 : -1 if closed else None]
    for first, last in rows:
        block = _trimmed(text, first, last)
        if block.end > block.start:
            yield block


def _trimmed(text: str, start: int, end: int) -> Block:
    match = _BULLET.match(text, start, end)
    first = match.end() if match else start
    last = first + len(text[first:end].rstrip())
    return Block(min(first, last), last)


def _is_heading(text: str, block: Block) -> bool:
    line = text[block.start : block.end]
    if not line or "\n" in line or line[-1] in ".!?;,:" or len(line.split()) > _WORDS_IN_HEADING:
        return False
    stands_alone = re.match(r"[^\S\n]*(?:\n[^\S\n]*\n|\n?\Z)", text[block.end :]) is not None
    return stands_alone and line[0].isalnum() and not line[0].islower() and "://" not in line


def _is_hard_wrapped(text: str) -> bool:
    """Whether prose was broken at a fixed width: most full-width lines go on in a line that begins in lower case."""
    lines = text.splitlines()
    if any(len(line) > 2 * _WRAP.stop for line in lines):
        return False
    after = [after.lstrip() for line, after in pairwise(lines) if len(line) in _WRAP]
    running = sum(line[:1].islower() for line in after if line)
    return len(after) >= 3 and 2 * running >= len(after)
