"""A quote in its surroundings, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.answer import Citation

Texts = Callable[[str], str | None]
_AROUND = 220


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The quote as it stands in its paragraph; ``sound`` when the source is there."""

    before: str
    quote: str
    after: str
    sound: bool


def excerpt(citation: Citation, texts: Texts) -> Excerpt:
    """The place of a citation; where its version is not stored, the quote alone."""
    text = texts(citation.version)
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return Excerpt("", citation.quote, "", sound=False)
    first, last = max(citation.start - _AROUND, 0), min(citation.end + _AROUND, len(text))
    before, after = text[first : citation.start], text[citation.end : last]
    return Excerpt(
        _end_of_paragraph(before, cut=first > 0),
        text[citation.start : citation.end],
        _start_of_paragraph(after, cut=last < len(text)),
        sound=True,
    )


def _end_of_paragraph(text: str, *, cut: bool) -> str:
    if "\n\n" in text:
        return text.rpartition("\n\n")[2]
    return f"…{text.partition(' ')[2]}" if cut else text


def _start_of_paragraph(text: str, *, cut: bool) -> str:
    if "\n\n" in text:
        return text.partition("\n\n")[0]
    return f"{text.rpartition(' ')[0]}…" if cut else text
