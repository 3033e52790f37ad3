"""BM25 on disk, shelf by shelf: what everyone may see in the folder itself, each other audience in one below it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.audience import EVERYONE
from retrieval.lexical import Lexical
from retrieval.rows import ToEmbed

_SHELVES, _NAME = "shelves", "audience.txt"


def build_shelves(
    folder: Path, passages: Callable[[str], Iterable[tuple[int, ToEmbed]]], audiences: Sequence[str]
) -> None:
    """Write the index of each audience into a new folder; ``passages`` gives its passages by row."""
    Lexical.build(folder, _texts(passages(EVERYONE)))
    for audience in audiences:
        if audience != EVERYONE:
            shelf = folder / _SHELVES / hashlib.sha256(audience.encode()).hexdigest()[:32]
            Lexical.build(shelf, _texts(passages(audience)))
            (shelf / _NAME).write_text(audience, encoding="utf-8")


def _texts(passages: Iterable[tuple[int, ToEmbed]]) -> Iterator[tuple[int, str]]:
    return ((row, passage.text) for row, passage in passages)


def open_shelves(folder: Path) -> dict[str, Lexical]:
    """What ``build_shelves`` wrote, by audience."""
    others = sorted((path.read_text(encoding="utf-8"), path.parent) for path in (folder / _SHELVES).glob(f"*/{_NAME}"))
    return {EVERYONE: Lexical.open(folder)} | {audience: Lexical.open(shelf) for audience, shelf in others}
