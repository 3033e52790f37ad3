"""Texts cut into sentences, and the windows of consecutive sentences that the reader sees."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import nupunkt

Span = tuple[int, int]

# The size of a passage in the product: about 180 word pieces.
WINDOW_CHARS = 800
# A text that is hardly longer than a window is read whole rather than cut.
WHOLE_CHARS = 1000
_LONGEST_SENTENCE = 1200
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its heading and the spans of its sentences."""

    doc_id: str
    heading: str
    text: str
    sentences: tuple[Span, ...]

    @classmethod
    def of(cls, doc_id: str, heading: str, text: str) -> Page:
        """The page of a text, its sentences found by nupunkt within each line."""
        return cls(doc_id, heading, text, sentence_spans(text))

    def window(self, first: int, last: int) -> Page:
        """The sentences ``first`` to ``last`` (exclusive) as a page of their own."""
        start, end = self.sentences[first][0], self.sentences[last - 1][1]
        shifted = tuple((a - start, b - start) for a, b in self.sentences[first:last])
        return Page(self.doc_id, self.heading, self.text[start:end], shifted)

    def marked(self, spans: Sequence[Span]) -> list[int]:
        """The numbers of the sentences that some spans of the text mark, ascending."""
        return [number for number, flag in enumerate(overlapping(self.sentences, spans)) if flag]


@dataclass(frozen=True, slots=True)
class Window:
    """Where a window lies in its page: sentence numbers and the offset of its first character."""

    page: Page
    first: int
    last: int

    @property
    def span(self) -> Span:
        """Offsets of the window in the text of its page."""
        return self.page.sentences[self.first][0], self.page.sentences[self.last - 1][1]

    def cut(self) -> Page:
        """The window as a page of its own."""
        return self.page.window(self.first, self.last)

    def shortest(self, spans: Sequence[Span]) -> Span | None:
        """The shortest of some spans of the page that lies whole in the window."""
        start, end = self.span
        inside = [span for span in spans if start <= span[0] and span[1] <= end]
        return min(inside, key=length, default=None)


def length(span: Span) -> int:
    """The number of characters of a span."""
    return span[1] - span[0]


@cache
def sentence_spans(text: str) -> tuple[Span, ...]:
    """Trimmed sentence spans; a line break always ends a sentence, as it does in lists and contracts."""
    return tuple(piece for line in _LINE.finditer(text) for piece in _line_spans(text, *line.span()))


def _line_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for first, last in nupunkt.sent_spans(text[start:end]):
        sentence = text[start + first : start + last]
        left = start + first + len(sentence) - len(sentence.lstrip())
        right = start + first + len(sentence.rstrip())
        while right - left > _LONGEST_SENTENCE:
            cut = text.rfind(" ", left + _LONGEST_SENTENCE // 2, left + _LONGEST_SENTENCE)
            middle = cut + 1 if cut > 0 else left + _LONGEST_SENTENCE
            yield left, middle
            left = middle
        if right > left:
            yield left, right


def tiled(page: Page) -> list[Window]:
    """The whole page in windows that follow each other, as the product stores it."""
    if page.sentences and len(page.text) <= WHOLE_CHARS:
        return [Window(page, 0, len(page.sentences))]
    windows: list[Window] = []
    first = 0
    for number, (_, end) in enumerate(page.sentences):
        if number > first and end - page.sentences[first][0] > WINDOW_CHARS:
            windows.append(Window(page, first, number))
            first = number
    if first < len(page.sentences):
        windows.append(Window(page, first, len(page.sentences)))
    return windows


def around(page: Page, target: int, rng: random.Random) -> Window:
    """A window that holds sentence ``target`` at a random place, so that position carries no signal."""
    if len(page.text) <= WHOLE_CHARS:
        return Window(page, 0, len(page.sentences))
    start, end = page.sentences[target]
    room = max(0, WINDOW_CHARS - (end - start))
    before = rng.uniform(0, room)
    first = target
    while first > 0 and start - page.sentences[first - 1][0] <= before:
        first -= 1
    last = target + 1
    opening = page.sentences[first][0]
    while last < len(page.sentences) and page.sentences[last][1] - opening <= WINDOW_CHARS:
        last += 1
    return Window(page, first, last)


def overlapping(sentences: Sequence[Span], spans: Sequence[Span]) -> tuple[bool, ...]:
    """For each sentence, whether it shares a substantial part of itself or of a span."""
    return tuple(any(_shared(sentence, span) for span in spans) for sentence in sentences)


def _shared(one: Span, other: Span) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return common > 0 and common >= 0.3 * shorter
