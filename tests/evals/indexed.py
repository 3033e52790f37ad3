"""A small index of two articles, changed as a test likes."""

from __future__ import annotations

from pathlib import Path

from retrieval.index import Index
from tests.retrieval.indexed import MODEL, ingested, written

SUIT = "# Suit\n\nThe suit seeks $1,000 per user. It was filed in January 2025. Nobody was paid.\n"
OTHER = "# Other\n\nAnother firm paid $1,000 to a charity. It was a good year.\n"


def indexed(folder: Path, **texts: str) -> Index:
    """The index over the articles, those that are named in place of the usual ones; gone ones are removed."""
    sources = folder / "sources"
    folder.mkdir(exist_ok=True)
    for file in sources.glob("*.md"):
        file.unlink()
    written(sources, **(texts or {"suit": SUIT, "other": OTHER}))
    ingested(folder / "index", sources, prune=True)
    return Index.open(folder / "index", MODEL)
