"""What ``pincite eval`` asks, by the name that a person gives for it."""

from __future__ import annotations

from pathlib import Path

from cli.opening import open_assistant
from evals.subjects.command import CommandSubject
from evals.subjects.http import HttpSubject
from evals.subjects.llama import LlamaIndexSubject
from evals.subjects.pincite import PinciteSubject
from evals.subjects.subject import Subject
from retrieval.embedding import load_embedder
from retrieval.index import Index
from retrieval.settings import Settings, load_settings, shown_url

PATIENCE = 60.0
_SECRETS = ("key", "token", "secret", "password")
_NO_MATTER = frozenset({"home", "index", "allow_private", "audiences", "log", "log_days", "database_url", "chroma_url"})


def open_subject(name: str, index: Path | None, patience: float = PATIENCE) -> Subject:
    """``pincite``, ``llama-index``, an address that is posted to, or a command. Raises UsageError.

    ``patience`` is in seconds, for an answer of an address or a command.
    """
    if name.startswith(("http://", "https://")):
        return HttpSubject(name, patience)
    if name not in {PinciteSubject.name, LlamaIndexSubject.name}:
        return CommandSubject(name, patience)
    settings = load_settings(index)
    opened = Index.open(settings.index_dir, settings.embedding_model, settings.chroma)
    embedder = load_embedder(settings.embedding_model)
    if name == LlamaIndexSubject.name:
        return LlamaIndexSubject(opened, embedder)
    return PinciteSubject(open_assistant(index), opened, embedder, _described(settings))


def _described(settings: Settings) -> dict[str, str]:
    """The settings that can change an answer, and no secret."""
    return {
        name: shown_url(str(value)) if name.endswith("_url") else str(value)
        for name, value in settings.model_dump().items()
        if value is not None and name not in _NO_MATTER and not any(word in name for word in _SECRETS)
    }
