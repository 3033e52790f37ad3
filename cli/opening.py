"""Opening an assistant for a command."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from retrieval.asking import Asks
from retrieval.assistant import Assistant
from retrieval.embedding import load_embedder
from retrieval.errors import ModelMissing
from retrieval.index import Index
from retrieval.prose.model import load_model
from retrieval.reader import Reader
from retrieval.recorder import recorded
from retrieval.rerank import Reranker
from retrieval.settings import Settings, load_settings


def open_assistant(folder: Path | None) -> Asks:
    """The assistant over the index that the settings name, with a language model in front of it where they name one.

    Raises IndexMissing, IndexMismatch, ModelMissing, or UsageError for a language model that cannot be used.
    """
    settings = load_settings(folder)
    model = load_model(settings)
    assistant = _assistant(settings)
    if model is None:
        return assistant
    # Imported here because only who has set a language model should wait for what checks it.
    from retrieval.prose.writer import Writer

    return Writer(assistant, model, settings.llm_timeout)


def open_verbatim(folder: Path | None) -> Asks:
    """The same without a language model: equal sources give equal answers."""
    return _assistant(load_settings(folder))


def open_recorded(folder: Path | None) -> Asks:
    """The same, its answers kept in the log as the settings say."""
    return recorded(open_assistant(folder), load_settings(folder))


def asker() -> str:
    """Whoever runs this command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return ""


def _assistant(settings: Settings) -> Assistant:
    index = Index.open(settings.index_dir, settings.embedding_model)
    embedder = load_embedder(settings.embedding_model)
    reader, warning = _reader()
    reranker = Reranker(settings.reranker) if settings.reranker else None
    return Assistant(index, embedder, reader, warning, reranker=reranker, max_error=settings.max_error)


def _reader() -> tuple[Reader | None, str]:
    """The reader; without it, why. Weaker answers that say so are better than none."""
    try:
        return Reader(), ""
    except ModelMissing as missing:
        print(f"pincite: {missing}", file=sys.stderr)
        return None, str(missing)
