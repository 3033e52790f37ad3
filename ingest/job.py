"""The ingestion job: load, take apart, embed what is new, make it live all at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.batches import BATCH, Batches, Progress
from ingest.loaders.jsonl import file_of
from ingest.loaders.paths import is_file, load_all
from ingest.loaders.source import Failure, Loaded, printable
from ingest.passages import NotQuotable, parse
from retrieval.documents import Document
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.rows import fingerprint
from retrieval.store import Store


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
    end, so an interrupted run leaves the index as it was; the next one finds the vectors made so far. A source that is
    live under another id than it has now is removed there; a file that is named itself, and does not name its id, keeps
    the one it has. ``prune`` removes documents that are not under ``paths`` any more, but none whose source only could
    not be read now. ``at_once`` is how many passages are embedded together. Raises UsageError when no source could be
    read at all.
    """
    summary = Summary()
    live: dict[str, str] = {}
    moved: dict[str, str] = {}
    whole = index.is_whole()
    sources = _Sources(index.store, summary)
    cache = index.folder / "pages.sqlite3"
    loaded = load_all(paths, cache, allow_private=allow_private, known_id=sources.known_id)
    with Batches(index, embedder, progress, at_once) as batches:
        if not whole:
            batches.add(index.store.live_texts(), index.store.count()[1])
        for document in sources.documents(loaded):
            if progress:
                progress.documents(summary.live + len(summary.failed))
            print_ = fingerprint(document)
            current = index.store.current_fingerprint(document.doc_id)
            if current == print_:
                summary.unchanged.append(document.doc_id)
                if index.store.source_of(document.doc_id) != document.source:
                    moved[document.doc_id] = document.source
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
    summary.removed = sources.removed(prune=prune)
    index.store.move(moved)
    if live or summary.removed or not whole or index.generation == "0":
        index.publish(live, summary.removed)
    return summary


class _Sources:
    """The sources of one run: each id belongs to one of them, and each has one id."""

    def __init__(self, store: Store, summary: Summary) -> None:
        self._store = store
        self._summary = summary
        self._given: dict[str, str] = {}  # by id, the source that has it
        self._left: set[str] = set()  # ids that these sources are live under, besides those that they have
        self._read: set[str] = set()  # files
        self._failed: set[str] = set()  # files, rows and folders

    def known_id(self, file: Path) -> str | None:
        """The id that a file is live under."""
        return next(iter(self._store.read_from(_names(str(file)))), None)

    def documents(self, loaded: Iterable[Loaded | Failure]) -> Iterator[Document]:
        """The documents that can be read; what cannot goes into the summary."""
        waiting: list[Loaded] = []
        for source in loaded:
            if isinstance(source, Failure):
                self._fail(source)
                continue
            if not _is_text(source.source + source.doc_id):
                self._fail(Failure(source.source, "its name is not UTF-8; rename it"))
                continue
            self._read.add(file_of(source.source, source.doc_id))
            if source.doc_id in self._given:
                self._refuse(source, self._given[source.doc_id])
            elif self._held_by(source):
                waiting.append(source)  # the file that has its id may be read later in this run, with another id
            else:
                yield from self._parsed(source)
        for source in waiting:
            if holder := self._given.get(source.doc_id) or self._held_by(source):
                self._refuse(source, holder)
            else:
                yield from self._parsed(source)

    def removed(self, *, prune: bool) -> list[str]:
        """The ids that live sources had before, and with ``prune`` the documents that no source holds any more."""
        live = self._store.current_ids() if prune else {}
        gone = {doc_id for doc_id in live.keys() - self._given.keys() if not self._may_hold(live[doc_id], doc_id)}
        return sorted((self._left | gone) - self._given.keys())

    def _parsed(self, source: Loaded) -> Iterator[Document]:
        try:
            document = parse(source)
        except NotQuotable as error:
            self._fail(Failure(source.source, str(error)))
            return
        file = file_of(source.source, source.doc_id)
        self._given[source.doc_id] = source.source
        if file == source.source:
            self._left.update(doc_id for doc_id in self._store.read_from(_names(file)) if doc_id != source.doc_id)
        if source.warning:
            self._summary.warned.append(Failure(source.source, source.warning))
        yield document

    def _held_by(self, source: Loaded) -> str | None:
        """Where the id is live from, unless that is the same file, or one that has been moved away or has let it go."""
        held = self._store.source_of(source.doc_id)
        if held is None or held == source.source:
            return None
        file = file_of(held, source.doc_id)
        let_go = file in self._read and not self._may_hold(held, source.doc_id)
        same = os.path.realpath(file) == os.path.realpath(file_of(source.source, source.doc_id))
        return None if same or let_go or not is_file(Path(file)) else held

    def _may_hold(self, source: str, doc_id: str) -> bool:
        """Whether a document may still be there: its source, the file or a folder that it is in could not be read."""
        file = file_of(source, doc_id)
        return not self._failed.isdisjoint((source, file, *map(str, Path(file).parents)))

    def _refuse(self, source: Loaded, holder: str) -> None:
        is_row = file_of(source.source, source.doc_id) != source.source
        mend = "give one of them another" if is_row else "ingest their common folder or rename one"
        self._fail(Failure(source.source, f"its id {source.doc_id!r} belongs to {holder}; {mend}"))

    def _fail(self, failure: Failure) -> None:
        self._failed.add(failure.file or failure.where)
        self._summary.failed.append(replace(failure, where=printable(failure.where)))


def _names(file: str) -> list[str]:
    """What the store may call a file: its path, or where that leads if it is a link."""
    return [name for name in {file, os.path.realpath(file)} if _is_text(name)]


def _is_text(name: str) -> bool:
    """Whether a name can be stored."""
    return name == printable(name)
