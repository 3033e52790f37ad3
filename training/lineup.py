"""Sentences side by side in one text, so that the reader can compare them."""

from __future__ import annotations

from collections.abc import Iterable

_MAX_HEADING_CHARS = 80


def lineup(sentences: Iterable[tuple[str, str]]) -> tuple[list[str], list[int]]:
    """The lines of a text with each (heading, sentence), and the number of the line that each sentence is.

    A heading stands before the first of the sentences that follow each other under it.
    """
    lines: list[str] = []
    places: list[int] = []
    last = ""
    for heading, sentence in sentences:
        if heading != last:
            lines.append(f"{heading[:_MAX_HEADING_CHARS]}:")
            last = heading
        places.append(len(lines))
        lines.append(sentence)
    return lines, places
