"""Opening an assistant for a command."""

from __future__ import annotations

import sys
from pathlib import Path

from retrieval.assistant import Assistant
from retrieval.embedding import load_embedder
from retrieval.errors import ModelMissing
from retrieval.index import Index
from retrieval.reader import Reader
from retrieval.settings import load_settings


def open_assistant(folder: Path | None) -> Assistant:
    """The assistant over the index that the settings name. Raises IndexMissing, IndexMismatch or ModelMissing."""
    settings = load_settings(folder)
    index = Index.open(settings.index_dir, settings.embedding_model)
    embedder = load_embedder(settings.embedding_model)
    try:
        return Assistant(index, embedder, Reader())
    except ModelMissing as missing:
        # Weaker answers that say so are better than none.
        print(f"pincite: {missing}", file=sys.stderr)
        return Assistant(index, embedder, None, warning=str(missing))
