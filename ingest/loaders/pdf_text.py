"""From the lines of a PDF to its text: paragraphs, headings by the size of their letters, words made whole."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import Block
from ingest.loaders.pdf_lines import Line

_LARGER = 1.12  # than the running text, from which on a line is a heading
_GAP = 1.3  # of the usual distance between lines, from which on a new paragraph begins
_SHORT = 0.6  # of a full line: so short a line ends its paragraph
_SAME_SIZE = 0.87
_HEADING_CHARS = 150
_HEADING_LINES = 3
_BULLET = re.compile(r"[•▪◦‣●■–]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")
_BULLET_SIGN = re.compile(r"[•▪◦‣●■–]\s+")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w{1,5}$")
_ENDS = ".!?:;"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Group:
    lines: tuple[Line, ...]
    level: int


class _Type:
    """How the document is set: the size of its running text, its headings, its line distance, its words."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        lines = [line for page in pages for line in page]
        sizes, bold = Counter[float](), Counter[bool]()
        for line in lines:
            sizes[line.size] += len(line.text)
            bold[line.bold] += len(line.text)
        self.size = sizes.most_common(1)[0][0]
        self._bold = bold[True] > bold[False]
        larger = sorted({line.size for line in lines if line.size > _LARGER * self.size}, reverse=True)
        self._levels = {size: level for level, size in enumerate(larger, start=1)}
        gaps = [a.y - b.y for page in pages for a, b in pairwise(page) if a.size == b.size == self.size]
        near = [gap for gap in gaps if 0 < gap < 4 * self.size]
        self.leading = statistics.median_low(near) if near else 1.2 * self.size
        self.words = Counter(word for page in pages for word in _whole_words(page))

    def level(self, line: Line) -> int:
        """1 to 6 for a line set as a heading, 0 for prose."""
        if len(line.text) > _HEADING_CHARS or not any(letter.isalpha() for letter in line.text):
            return 0
        if line.size in self._levels:
            return min(self._levels[line.size], 6)
        stands_out = line.bold and not self._bold and line.size >= self.size and line.text[-1] not in ".,;"
        return min(len(self._levels) + 1, 6) if stands_out else 0


def _whole_words(page: Sequence[Line]) -> Iterator[str]:
    """The words that no line's end cuts in two, in small letters."""
    cut = False
    for line in page:
        words = _WORD.findall(line.text.lower())
        broken = line.text.endswith("-")
        yield from words[1 if cut else 0 : -1 if broken else None]
        cut = broken


def put_together(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[Block, ...]]:
    """The text, each page closed by a form feed, and its blocks; a paragraph may go on over a page's end."""
    kind = _Type(pages)
    text = ""
    blocks: list[Block] = []
    last: Line | None = None  # of the page before
    for page in pages:
        opening = True
        for group in _groups(page, kind):
            text += "" if opening else "\n\n"
            words = _joined(group.lines, kind.words)
            bullet = _BULLET_SIGN.match(words)
            quotable = True
            start, end = len(text) + (bullet.end() if bullet else 0), len(text) + len(words)
            text += words
            if opening and last and blocks and not bullet and _goes_on(last, group.lines[0], kind):
                blocks[-1] = Block(blocks[-1].start, end)
            elif quotable := end > start and not _LEADERS.search(words):
                blocks.append(Block(start, end, group.level))
            opening, last = False, group.lines[-1] if quotable else None
        text += "\f" if opening else "\n\f"
    return text, tuple(blocks)


def _groups(page: Sequence[Line], kind: _Type) -> Iterator[_Group]:
    """Runs of lines that belong together."""
    lengths = sorted(len(line.text) for line in page)
    full = lengths[3 * len(lengths) // 4] if lengths else 0
    run: list[Line] = []
    for line in page:
        if run and _parts(run[-1], line, kind, full):
            yield _group(run, kind)
            run = []
        run.append(line)
    if run:
        yield _group(run, kind)


def _group(run: Sequence[Line], kind: _Type) -> _Group:
    level = kind.level(run[0])
    long = len(run) > _HEADING_LINES or sum(len(line.text) for line in run) > 2 * _HEADING_CHARS
    return _Group(tuple(run), 0 if long else level)


def _parts(above: Line, below: Line, kind: _Type, full: int) -> bool:
    """Whether a new paragraph, heading or entry begins with the line below."""
    gap = above.y - below.y
    if kind.level(above) != kind.level(below) or not _same_size(above, below):
        return True
    if kind.level(above):
        return gap > 2 * above.size or gap < 0
    if gap < -1:  # the next column, or a note set beside the text
        return not _goes_on(above, below, kind)
    if gap > _GAP * kind.leading or _LEADERS.search(above.text) or _LEADERS.search(below.text):
        return True
    ended = above.text[-1] in _ENDS
    if _BULLET.match(below.text) and (ended or not below.text[0].isalnum()):
        return True
    return len(above.text) < _SHORT * full and not below.text[0].islower() and above.text[-1] not in ",-"


def _goes_on(above: Line, below: Line, kind: _Type) -> bool:
    """Whether a paragraph runs from the end of one column or page to the top of the next."""
    if kind.level(above) or kind.level(below) or not _same_size(above, below):
        return False
    return above.text[-1] not in _ENDS and (below.text[0].islower() or above.text[-1] in ",-")


def _same_size(above: Line, below: Line) -> bool:
    """Whether two lines may be of one paragraph; words set as code are often a little smaller."""
    return min(above.size, below.size) > _SAME_SIZE * max(above.size, below.size)


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        broken = re.search(r"([^\W\d_]+)-$", text)
        rest = re.match(r"[^\W\d_]+", line.text)
        if broken is None or rest is None or not rest.group()[0].islower():
            text += "\n" + line.text
        else:
            kept = _keeps_hyphen(broken.group(1).lower(), rest.group().lower(), words)
            text = (text if kept else text[:-1]) + line.text
    return text


def _keeps_hyphen(first: str, rest: str, words: Counter[str]) -> bool:
    """Whether a hyphen at a line's end is the word's own; the rest of the document shows how it is written."""
    if words[first + rest] or words[f"{first}-{rest}"]:
        return words[f"{first}-{rest}"] > words[first + rest]
    return words[first] > 0 and words[rest] > 0
