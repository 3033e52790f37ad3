"""The ingestion job: load, take apart, embed what is new, make it live all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.batches import BATCH, Batches, Progress
from ingest.loaders.paths import load_all
from ingest.loaders.source import Failure, Loaded
from ingest.passages import NotQuotable, parse
from retrieval.documents import Document
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.rows import fingerprint


@dataclass(slots=True)
class Summary:
    """What an ingest did, by document id; ``warned`` are sources of which only a part could be read."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    warned: list[Failure] = field(default_factory=list)
    embedded: int = 0

    @property
    def live(self) -> int:
        """How many of the sources named are now in the index."""
        return len(self.added) + len(self.updated) + len(self.unchanged)


def ingest(
    index: Index,
    paths: Sequence[Path | str],
    embedder: Callable[[], Embedder],
    *,
    prune: bool = False,
    progress: Progress | None = None,
    allow_private: bool = False,
    at_once: int = BATCH,
) -> Summary:
    """Bring the index up to date with the sources under ``paths``: files, folders and ``http(s)`` addresses.

    Unchanged documents cost no embedding, and then ``embedder`` is never called. Nothing becomes visible before the
    end, so an interrupted run leaves the index as it was; the next one finds the vectors made so far. ``prune``
    removes documents that are not under ``paths`` any more, but none whose source only could not be read now.
    ``at_once`` is how many passages are embedded together. Raises UsageError when no source could be read at all.
    """
    summary = Summary()
    live: dict[str, str] = {}
    whole = index.is_whole()
    loaded = load_all(paths, index.folder / "pages.sqlite3", allow_private=allow_private)
    with Batches(index, embedder, progress, at_once) as batches:
        if not whole:
            batches.add(index.store.live_texts(), index.store.count()[1])
        for document in _documents(loaded, index, summary):
            if progress:
                progress.documents(summary.live + len(summary.failed))
            print_ = fingerprint(document)
            current = index.store.current_fingerprint(document.doc_id)
            if current == print_:
                summary.unchanged.append(document.doc_id)
                continue
            (summary.added if current is None else summary.updated).append(document.doc_id)
            live[document.doc_id] = print_
            staged = index.store.stage(document)
            batches.add(staged, len(staged))
        batches.finish()
    summary.embedded = batches.embedded
    if not summary.live:
        problems = "; ".join(str(failure) for failure in summary.failed[:3])
        raise UsageError(f"No source could be read: {problems or 'the files are empty'}")
    if prune:
        summary.removed = _gone(index, summary)
    if live or summary.removed or not whole or index.generation == "0":
        index.publish(live, summary.removed)
    return summary


def _gone(index: Index, summary: Summary) -> list[str]:
    """The documents that no source holds any more; a source that failed may still hold all that it did."""
    kept = {*summary.added, *summary.updated, *summary.unchanged}
    failed = {re.sub(r"(?<=\.jsonl):\d+$", "", failure.where) for failure in summary.failed}
    return [
        doc_id
        for doc_id, source in index.store.current_ids().items()
        if doc_id not in kept and source not in failed and source.rpartition("#")[0] not in failed
    ]


def _documents(loaded: Iterable[Loaded | Failure], index: Index, summary: Summary) -> Iterator[Document]:
    """The documents that can be read; what cannot goes into the summary."""
    seen: dict[str, str] = {}
    for source in loaded:
        if isinstance(source, Failure):
            summary.failed.append(source)
            continue
        if not _is_text(source.source + source.doc_id):
            where = source.source.encode(errors="replace").decode()
            summary.failed.append(Failure(where, "its name is not UTF-8; rename it"))
            continue
        taken = seen.get(source.doc_id) or _taken_by_another(index, source)
        if taken:
            problem = f"its id {source.doc_id!r} belongs to {taken}; ingest their common folder or rename one"
            summary.failed.append(Failure(source.source, problem))
            continue
        seen[source.doc_id] = source.source
        try:
            document = parse(source)
        except NotQuotable as error:
            summary.failed.append(Failure(source.source, str(error)))
            continue
        if source.warning:
            summary.warned.append(Failure(source.source, source.warning))
        yield document


def _is_text(name: str) -> bool:
    """Whether a name can be stored: Python reads what is not UTF-8 in a file's name as halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _taken_by_another(index: Index, source: Loaded) -> str | None:
    """The file that holds this id, unless it is the same one, or has been moved away."""
    held = index.store.source_of(source.doc_id)
    if held is None or held == source.source or "#" in source.source:
        return None
    return held if Path(held).exists() else None
