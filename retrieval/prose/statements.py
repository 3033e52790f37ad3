"""A model's text, as it arrives, taken apart into statements with the numbers that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import nupunkt

MAX_CHARS = 8000
# Up to three digits: "[2026] IEHC 235" is a neutral citation.
_NUMBERS = re.compile(r"\s*[\[【]\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\]】]")
_END = re.compile(
    rf"(?:[.!?][”\"’')]*(?:{_NUMBERS.pattern})+|(?:{_NUMBERS.pattern})+[.!?][”\"’')]*)(?=\s*[^\s\[【.]|\s*\n)|\n"
)
# What models put around their answers: thoughts, list signs, headings, bold and italic.
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_BEGUN = re.compile(r"<[^<>\s]{0,9}\Z")
_LISTED = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s+)")
_STRESS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as the model wrote it, its citation numbers taken out of the text and kept beside it."""

    text: str
    cited: tuple[int, ...]


def statements(pieces: Iterable[str]) -> Iterator[Statement]:
    """Each statement as soon as its end has arrived. What is behind ``MAX_CHARS`` is not read."""
    raw, done = "", 0
    for piece in pieces:
        raw += piece
        text = _visible(raw)
        while match := _END.search(text, done):
            yield from _split(text[done : match.end()])
            done = match.end()
        if len(raw) > MAX_CHARS:
            return
    yield from _split(_visible(raw)[done:])


def _visible(raw: str) -> str:
    """The text without its thoughts, up to where another may begin."""
    return _BEGUN.sub("", _THOUGHT.sub("", raw))


def _split(text: str) -> Iterator[Statement]:
    """The statements of a piece that ends with citations: a sentence before the last that cites nothing is its own."""
    text = _STRESS.sub("", _LISTED.sub("", text)).strip()
    if not text:
        return
    bare = _NUMBERS.sub(lambda match: " " * len(match.group()), text)
    spans = [span for span in nupunkt.sent_spans(bare) if any(letter.isalnum() for letter in bare[slice(*span)])]
    edges = [0, *(start for start, _ in spans[1:]), len(text)]
    for start, end in pairwise(edges):
        yield _statement(text[start:end])


def _statement(text: str) -> Statement:
    cited: dict[int, None] = {}
    for group in _NUMBERS.findall(text):
        for part in re.split(r"[,;]", group.strip(" []【】\n\t")):
            first, *last = (int(number) for number in re.findall(r"\d+", part))
            # A range that names more than there can be is no range; its ends are not there either.
            named = range(first, last[0] + 1) if last and 0 <= last[0] - first < 100 else (first, *last)
            cited.update(dict.fromkeys(named))
    return Statement(" ".join(_NUMBERS.sub("", text).split()), tuple(cited))
