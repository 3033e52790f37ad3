"""BM25 on disk, shelf by shelf: what everyone may see in the folder itself, each other audience in one below it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from retrieval.audience import EVERYONE
from retrieval.lexical import Lexical

_SHELVES, _NAME = "shelves", "audience.txt"


def build_shelves(folder: Path, passages: Callable[[str], Iterable[tuple[int, str]]], audiences: Sequence[str]) -> None:
    """Write the index of each audience into a new folder; ``passages`` gives its ``(row, text)`` pairs."""
    Lexical.build(folder, passages(EVERYONE))
    for audience in audiences:
        if audience != EVERYONE:
            shelf = folder / _SHELVES / hashlib.sha256(audience.encode()).hexdigest()[:32]
            Lexical.build(shelf, passages(audience))
            (shelf / _NAME).write_text(audience, encoding="utf-8")


def open_shelves(folder: Path) -> dict[str, Lexical]:
    """What ``build_shelves`` wrote, by audience."""
    others = sorted((path.read_text(encoding="utf-8"), path.parent) for path in (folder / _SHELVES).glob(f"*/{_NAME}"))
    return {EVERYONE: Lexical.open(folder)} | {audience: Lexical.open(shelf) for audience, shelf in others}
