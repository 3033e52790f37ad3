"""Blocks of a text: headings and the stretches of prose between them, by offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from markdown_it import MarkdownIt

from retrieval.markers import BEFORE_NUMBER, PARAGRAPH, unquoted

_BULLET = re.compile(r"\s*(?:>\s*)*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?(?:\[[ xX]\]\s+)?")
_LINE = re.compile(r"[^\n]*\n?")
_ALONE = re.compile(r"[^\S\n]*(?:\n[^\S\n]*\n|\n?\Z)")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<unread>script|style)\b.*?(?:</(?P=unread)\s*>|\Z)"
    r"|<(?P<name>/?[a-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[!?][^>]*>",
    re.S | re.I,
)
# Tags that set words within a sentence; every other one ends it.
_WITHIN_SENTENCE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u "
    "var wbr".split()
)
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
        elif token.type == "html_block":
            yield from _between_tags(text, first, last)
        elif token.type in {"tr_open", "fence", "code_block"}:
            yield from _lines(text, first, last, token.markup if token.type == "fence" else "")


def text_blocks(text: str, start: int) -> Iterator[Block]:
    """The blocks of plain text: paragraphs by blank line, and by line where the lines are not hard-wrapped."""
    wrapped = _is_hard_wrapped(text[start:])
    for match in PARAGRAPH.finditer(text, start):
        paragraph = _trimmed(text, match.start(), match.end())
        lines = [paragraph] if wrapped else _lines(text, match.start(), match.end())
        for line in lines:
            first = line.start == paragraph.start
            yield Block(line.start, line.end, 1) if first and _is_heading(text, line) else line


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


def _between_tags(text: str, start: int, end: int) -> Iterator[Block]:
    """The stretches of raw HTML that a reader sees."""
    level = 0
    for tag in _TAG.finditer(text, start, end):
        name = (tag["name"] or "").lower()
        if name.removeprefix("/") not in _WITHIN_SENTENCE:
            yield from _seen(text, start, tag.start(), level)
            start, level = tag.end(), int(name[1]) if re.fullmatch("h[1-6]", name) else 0
    yield from _seen(text, start, end, level)


def _seen(text: str, start: int, end: int, level: int) -> Iterator[Block]:
    """The stretch, if it holds any words."""
    if any(letter.isalnum() for letter in unescape(_TAG.sub("", text[start:end]))):
        block = _trimmed(text, start, end)
        yield Block(block.start, block.end, level)


def _lines(text: str, start: int, end: int, fence: str = "") -> Iterator[Block]:
    """The lines of a stretch of text; of fenced code without the fences, of which the closing one may be missing."""
    rows = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if m.group().strip()]
    if fence:
        closed = len(rows) > 1 and text[slice(*rows[-1])].strip(" \t\r\n>").startswith(fence)
        rows = rows[1 : -1 if closed else None]
    plain = unquoted(text[start:end])
    for first, last in rows:
        block = _trimmed(text, first, last)
        sign = text.find(">", first, block.start)
        if first > start and sign >= 0 and plain[sign - start] == ">":  # it says "more than"
            block = Block(sign, block.end)
        if block.end > block.start:
            yield block


def _trimmed(text: str, start: int, end: int) -> Block:
    """Without the signs in front, but for a ``>`` that tells what the same sign says before a number further on."""
    match = _BULLET.match(text, start, end)
    first = match.end() if match else start
    last = first + len(text[first:end].rstrip())
    sign = text.find(">", start, first)
    if sign >= 0 and BEFORE_NUMBER.search(text, first, last):
        first = sign
    return Block(min(first, last), last)


def _is_heading(text: str, block: Block) -> bool:
    line = text[block.start : block.end]
    if not line or "\n" in line or line[-1] in ".!?;,:" or len(line.split()) > _WORDS_IN_HEADING:
        return False
    stands_alone = _ALONE.match(text, block.end) is not None
    return stands_alone and line[0].isalnum() and not line[0].islower() and "://" not in line


def _is_hard_wrapped(text: str) -> bool:
    """Whether prose was broken at a fixed width: most full-width lines go on in a line that begins in lower case."""
    lines = text.splitlines()
    if any(len(line) > 2 * _WRAP.stop for line in lines):
        return False
    after = [after.lstrip() for line, after in pairwise(lines) if len(line) in _WRAP]
    running = sum(line[:1].islower() for line in after if line)
    return len(after) >= 3 and 2 * running >= len(after)
