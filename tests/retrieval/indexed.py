"""Small indexes for tests of retrieval, with an embedder that costs nothing."""

from __future__ import annotations

from pathlib import Path

from ingest.job import Summary, ingest
from retrieval.index import writing
from tests.embedder import HashEmbedding

MODEL = "hash"


def ingested(index: Path, sources: Path, *, prune: bool = False) -> Summary:
    """Bring an index up to date with a folder."""
    with writing(index, MODEL) as opened:
        return ingest(opened, [sources], HashEmbedding, prune=prune)


def written(folder: Path, **texts: str) -> Path:
    """A folder of Markdown files by name."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text)
    return folder
