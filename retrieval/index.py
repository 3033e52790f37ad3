"""The index on disk: stored versions, vectors and BM25, opened for reading or, under a lock, for writing."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from retrieval.audience import EVERYONE
from retrieval.chroma_server import ChromaServer
from retrieval.errors import IndexLocked, IndexMismatch, IndexMissing, UsageError
from retrieval.folder_vectors import VectorFolder
from retrieval.lexical import Lexical, Together
from retrieval.rows import ToEmbed
from retrieval.server_vectors import VectorServer
from retrieval.shelves import build_shelves, open_shelves
from retrieval.store import Store
from retrieval.vectors import Home, Vectors

_OWN = (".", "pincite.sqlite3", "pages.sqlite3", "vectors", "lexical", "lock")  # how the names in an index begin
_STORE, _VECTORS, _LEXICAL, _LOCK = "pincite.sqlite3", "vectors", "lexical", "lock"

_REFILLED = 5000  # passages at once

T = TypeVar("T")


@dataclass(frozen=True)
class _Generation:
    """What one finished ingest wrote to find passages with; never changed afterwards."""

    number: str
    lexical: Mapping[str, Lexical]  # by audience
    open_vectors: Callable[[], Vectors]
    joined: dict[tuple[str, ...], Lexical] = field(default_factory=dict)

    @cached_property
    def vectors(self) -> Vectors:
        """Opened when they are needed: they can be large, or far away. Raises OSError when they are gone."""
        return self.open_vectors()


class Index:
    """All that is known of the sources. Reading sees only what the last finished ingest made live.

    It is a folder; where there is a ``server``, that one keeps the vectors.
    """

    def __init__(self, folder: Path, server: ChromaServer | None = None) -> None:
        self.folder = folder
        self.store = Store(folder / _STORE)
        self._home: Home = VectorServer(server, self.store) if server else VectorFolder(folder / _VECTORS)
        self._live: _Generation | None = None
        self._staged: Vectors | None = None
        self._opening = threading.Lock()

    @classmethod
    def open(cls, folder: Path, model: str, server: ChromaServer | None = None) -> Index:
        """Open for reading. Raises UsageError, as IndexMissing or IndexMismatch too, or ChromaUnusable."""
        if not (folder / _STORE).is_file():
            raise IndexMissing(f"There is no index at {folder}; make one with `pincite ingest --index {folder}`.")
        index = cls(folder, server)
        index.check_model(model)
        if index.generation == "0":
            raise IndexMissing(f"The index at {folder} is not finished; run `pincite ingest --index {folder}` again.")
        if not index.steadily(index.is_whole):  # an ingest may end meanwhile
            raise IndexMissing(
                f"The index at {folder} has lost vectors, or keeps them elsewhere than {index.where}; run `pincite "
                f"ingest --index {folder}` again, which embeds nothing anew."
            )
        return index

    def check_model(self, model: str) -> None:
        """Raises IndexMismatch when another embedding model made the vectors."""
        made_with = self.store.meta("model")
        if made_with not in {None, model} and self.store.has_embeddings():
            raise IndexMismatch(
                f"The index at {self.folder} was made with the embedding model {made_with!r}, not {model!r}; set "
                f"PINCITE_EMBEDDING_MODEL={made_with} or ingest into another folder with --index."
            )

    def is_whole(self) -> bool:
        """Whether every live passage can be found."""
        if self.generation == "0":
            return True
        try:
            vectors, lexical = self.vectors, self._current().lexical
        except OSError:
            return False
        searched = {audience: len(shelf.rows) for audience, shelf in lexical.items()}
        return sum(searched.values()) == self.store.count()[1] and vectors.holds(searched)

    @property
    def where(self) -> str:
        """Where the vectors are kept, in words."""
        return self._home.where

    @property
    def generation(self) -> str:
        """The number of the last finished ingest that changed anything; ``0`` before the first."""
        return self.store.meta("generation") or "0"

    @property
    def shelves(self) -> Sequence[str]:
        """The audiences that documents of the current generation have; everyone is always among them."""
        return tuple(self._current().lexical)

    @property
    def lexical(self) -> Lexical:
        """BM25 of the current generation, over what everyone may see."""
        return self.lexical_of((EVERYONE,))

    def lexical_of(self, shelves: tuple[str, ...]) -> Lexical:
        """BM25 of the current generation over some shelves, as if there were no others."""
        live = self._current()
        if shelves not in live.joined:
            parts = [live.lexical[each] for each in shelves if each in live.lexical]
            live.joined[shelves] = parts[0] if len(parts) == 1 else Together(parts)
        return live.joined[shelves]

    @property
    def vectors(self) -> Vectors:
        """The vectors of the current generation."""
        while True:
            live = self._current()
            try:
                return live.vectors
            except OSError:
                if live.number == self.generation:  # not replaced meanwhile: they are really gone
                    raise

    @property
    def staged(self) -> Vectors:
        """The vectors of the next generation: at first those that are live, unless they have to be made anew."""
        if self._staged is None:
            anew = self.generation == "0" or not self.is_whole()
            self._staged = self._home.staged(self._next(), anew=anew)
        return self._staged

    def steadily(self, read: Callable[[], T]) -> T:
        """What ``read`` gives when all that it reads is of one generation; read again when an ingest came between."""
        while True:
            before = self.generation
            try:
                found = read()
            except Exception:
                if self.generation == before:
                    raise
            else:
                if self.generation == before:
                    return found

    def publish(self, live: dict[str, str], removed: Sequence[str]) -> None:
        """Complete the next generation, then switch to it in one transaction, then clear away the old."""
        folder = self.folder / _LEXICAL / str(self._next())
        shutil.rmtree(folder, ignore_errors=True)
        shelf = partial(self.store.shelf, live, removed)
        build_shelves(folder, shelf, self.store.audiences())
        for audience in self.store.left(live):
            self._refill(audience, (passage for _, passage in shelf(audience)))
        self.staged.complete(self.store.leaving(live, removed))
        self._staged = None
        self.store.switch(live, removed, folder.name)
        self.tidy()

    def _refill(self, audience: str, passages: Iterator[ToEmbed]) -> None:
        """Make the vectors of a shelf anew, so that what has left it is not in its graph either."""
        self.staged.clear(audience)
        while part := list(islice(passages, _REFILLED)):
            vectors = self.store.embeddings([each.text for each in part])
            keys, doc_ids = [each.key for each in part], [each.doc_id for each in part]
            self.staged.upsert(keys, [vectors[each.text] for each in part], doc_ids, audience)

    def tidy(self) -> None:
        """Clear away what no reader needs: older generations but the last, and what a killed ingest left."""
        self.store.drop_stale_passages()
        kept = {self.generation, str(int(self.generation) - 1)}
        for folder in (self.folder / _LEXICAL).glob("*"):
            if folder.name.isdigit() and folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
        self._home.tidy(int(self.generation))

    def close(self) -> None:
        """Close the files."""
        self._close_staged()
        self._live = None
        self.store.close()

    def _current(self) -> _Generation:
        """The current generation; opened again when an ingest has made a new one."""
        with self._opening:
            while self._live is None or self._live.number != self.generation:
                number = self.generation
                try:
                    self._live = self._opened(number)
                except OSError:
                    if number == self.generation:
                        raise
            return self._live

    def _opened(self, number: str) -> _Generation:
        lexical = open_shelves(self.folder / _LEXICAL / number)
        return _Generation(number, lexical, partial(self._home.live, int(number)))

    def _next(self) -> int:
        return int(self.generation) + 1

    def _close_staged(self) -> None:
        if self._staged is not None:
            self._staged.close()
            self._staged = None


@contextmanager
def writing(folder: Path, model: str, server: ChromaServer | None = None) -> Iterator[Index]:
    """The index, open for one writer.

    Raises IndexLocked while another process writes, IndexMismatch, ChromaUnusable, UsageError, this also for a folder
    that holds something else: what an index clears away must have been its own.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _is_foreign(folder):
            raise UsageError(f"{folder} holds other things and no index; choose a new or an empty folder with --index.")
        lock = (folder / _LOCK).open("a+")
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be written ({error.strerror}); choose another folder with --index."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise IndexLocked(
                f"The index at {folder} is being written by process {holder}; wait until it is done and try again."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        index = Index(folder, server)
        try:
            index.check_model(model)
            index.store.set_meta("model", model)
            index.tidy()
            yield index
        finally:
            index.close()


def _is_foreign(folder: Path) -> bool:
    """Whether a folder holds anything that no index, not even one without its store, would hold."""
    if (folder / _STORE).exists():
        return False
    states = (entry.name for part in (_LEXICAL, _VECTORS) for entry in (folder / part).glob("*"))
    others = (entry.name for entry in folder.iterdir() if not entry.name.startswith(_OWN))
    return any(not name.isdigit() for name in states) or any(others)
