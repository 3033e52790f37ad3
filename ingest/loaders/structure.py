"""Headings and paragraphs put together into the one text that is stored, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ingest.blocks import Block

# Ligatures are drawings of letters: "ﬁling" must be found by who looks for "filing".
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (``level`` 1 to 6) or a paragraph (``level`` 0)."""

    text: str
    level: int = 0


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces with an empty line between them, and where each stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        if piece.text:
            blocks.append(Block(position, position + len(piece.text), min(piece.level, _DEEPEST)))
            parts.append(piece.text)
            position += len(piece.text) + 2
    return "\n\n".join(parts) + "\n" * bool(parts), tuple(blocks)


def cleaned(text: str) -> str:
    """The text with letters for ligatures and without what nobody sees: controls, zero-width and half characters."""
    return _UNSEEN.sub("", whole(text).translate(_LIGATURES))


def whole(text: str) -> str:
    """The text with halves of characters joined; one that stands alone becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def folded(text: str) -> str:
    """The text on lines of its own with single spaces; empty lines are dropped."""
    lines = (" ".join(line.split()) for line in cleaned(text).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(value: object) -> str:
    """A value of the metadata as one line of text."""
    return " ".join(cleaned(str(value)).split()) if value is not None else ""


def day(value: date | datetime | None) -> str:
    """A date of the metadata, as ``YYYY-MM-DD``; nothing for none and for the zero dates of broken clocks."""
    if value is None or value.year <= 1970:
        return ""
    return f"{value:%Y-%m-%d}"
