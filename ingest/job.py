"""The ingestion job: load, take apart, embed what is new, make it live all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ingest.embed import embed_nodes
from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Failure, Loaded
from ingest.passages import NotQuotable, parse
from retrieval.documents import Document
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.rows import fingerprint

# Passages that are embedded and stored together: enough to sort by length, few enough to keep memory flat.
_BATCH = 256


class Progress(Protocol):
    """Told of the work as it goes on."""

    def documents(self, done: int) -> None:
        """So many documents have been read."""

    def passages(self, done: int, known: int) -> None:
        """So many of the passages known so far have been embedded."""


@dataclass(slots=True)
class Summary:
    """What an ingest did, by document id."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    embedded: int = 0

    @property
    def live(self) -> int:
        """How many of the sources named are now in the index."""
        return len(self.added) + len(self.updated) + len(self.unchanged)


def ingest(
    index: Index,
    paths: Sequence[Path],
    embedder: Callable[[], Embedder],
    *,
    prune: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Bring the index up to date with the sources under ``paths``.

    Unchanged documents cost no embedding, and then ``embedder`` is never called. Nothing becomes visible before the
    end, so an interrupted run leaves the index as it was; the next one finds the vectors made so far. ``prune``
    removes documents that are not under ``paths`` any more. Raises UsageError when no source could be read at all.
    """
    summary = Summary()
    live: dict[str, str] = {}
    batch = _Batch(index, embedder, progress)
    whole = index.is_whole()
    for document in _documents(load(source_files(paths)), index, summary):
        if progress:
            progress.documents(summary.live + len(summary.failed))
        print_ = fingerprint(document)
        current = index.store.current_fingerprint(document.doc_id)
        if current == print_ and whole:
            summary.unchanged.append(document.doc_id)
            continue
        _outcome(summary, current, print_).append(document.doc_id)
        live[document.doc_id] = print_
        batch.add(document.doc_id, index.store.stage(document))
    batch.finish()
    summary.embedded = batch.embedded
    if not summary.live:
        problems = "; ".join(str(failure) for failure in summary.failed[:3])
        raise UsageError(f"No source could be read: {problems or 'the files are empty'}")
    if prune:
        kept = {*summary.added, *summary.updated, *summary.unchanged}
        summary.removed = [doc_id for doc_id in index.store.current_ids() if doc_id not in kept]
    if live or summary.removed or index.generation == "0":
        index.publish(live, summary.removed)
    return summary


def _outcome(summary: Summary, current: str | None, print_: str) -> list[str]:
    """Where a document that is (re)read belongs; one that is the same only gets back vectors that were lost."""
    if current is None:
        return summary.added
    return summary.unchanged if current == print_ else summary.updated


def _documents(loaded: Iterable[Loaded | Failure], index: Index, summary: Summary) -> Iterator[Document]:
    """The documents that can be read; what cannot goes into the summary."""
    seen: dict[str, str] = {}
    for source in loaded:
        if isinstance(source, Failure):
            summary.failed.append(source)
            continue
        taken = seen.get(source.doc_id) or _taken_by_another(index, source)
        if taken:
            problem = f"its id {source.doc_id!r} belongs to {taken}; ingest their common folder or rename one"
            summary.failed.append(Failure(source.source, problem))
            continue
        seen[source.doc_id] = source.source
        try:
            yield parse(source)
        except NotQuotable as error:
            summary.failed.append(Failure(source.source, str(error)))


def _taken_by_another(index: Index, source: Loaded) -> str | None:
    """The file that holds this id, unless it is the same one, or has been moved away."""
    held = index.store.source_of(source.doc_id)
    if held is None or held == source.source or "#" in source.source:
        return None
    return held if Path(held).exists() else None


class _Batch:
    """Collects passages of many documents and embeds them together."""

    def __init__(self, index: Index, embedder: Callable[[], Embedder], progress: Progress | None) -> None:
        self._index = index
        self._embedder = embedder
        self._progress = progress
        self._waiting: list[tuple[str, str, str]] = []
        self._known = 0
        self.embedded = 0

    def add(self, doc_id: str, passages: Sequence[tuple[str, str]]) -> None:
        missing = self._index.vectors.missing([key for key, _ in passages])
        self._waiting.extend((key, text, doc_id) for key, text in passages if key in missing)
        self._known += len(missing)
        while len(self._waiting) >= _BATCH:
            self._embed(self._waiting[:_BATCH])
            del self._waiting[:_BATCH]

    def finish(self) -> None:
        if self._waiting:
            self._embed(self._waiting)
            self._waiting = []

    def _embed(self, rows: Sequence[tuple[str, str, str]]) -> None:
        keys, texts, doc_ids = (list(column) for column in zip(*rows, strict=True))
        self._index.vectors.upsert(keys, embed_nodes(keys, texts, self._embedder()), doc_ids)
        self.embedded += len(rows)
        if self._progress:
            self._progress.passages(self.embedded, self._known)
