"""Opening an assistant for a command."""

from __future__ import annotations

from pathlib import Path

from retrieval.assistant import Assistant
from retrieval.embedding import load_embedder
from retrieval.index import Index
from retrieval.settings import load_settings


def open_assistant(folder: Path | None) -> Assistant:
    """The assistant over the index that the settings name. Raises IndexMissing, IndexMismatch or ModelMissing."""
    settings = load_settings(folder)
    index = Index.open(settings.index_dir, settings.embedding_model)
    return Assistant(index, load_embedder(settings.embedding_model))
