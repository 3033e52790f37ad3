"""The index on disk: stored versions, vectors and BM25, opened for reading or, under a lock, for writing."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import IndexLocked, IndexMismatch, IndexMissing, UsageError
from retrieval.lexical import Lexical
from retrieval.store import Store
from retrieval.vectors import Vectors

_STORE, _VECTORS, _LEXICAL, _LOCK = "pincite.sqlite3", "chroma", "lexical", "lock"


class Index:
    """All that is known of the sources. Reading sees only what the last finished ingest made live."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / _STORE)
        self.vectors = Vectors(folder / _VECTORS)
        self._lexical: tuple[str, Lexical] | None = None
        self._opening = threading.Lock()

    @classmethod
    def open(cls, folder: Path, model: str) -> Index:
        """Open for reading. Raises IndexMissing or IndexMismatch."""
        if not (folder / _STORE).is_file():
            raise IndexMissing(f"There is no index at {folder}; make one with `pincite ingest --index {folder}`.")
        index = cls(folder)
        index.check_model(model)
        if index.generation == "0":
            raise IndexMissing(f"The index at {folder} is not finished; run `pincite ingest --index {folder}` again.")
        if not index.is_whole():
            raise IndexMissing(f"The index at {folder} has lost vectors; run `pincite ingest --index {folder}` again.")
        return index

    def check_model(self, model: str) -> None:
        """Raises IndexMismatch when another embedding model made the vectors."""
        made_with = self.store.meta("model")
        if made_with is not None and made_with != model:
            raise IndexMismatch(
                f"The index at {self.folder} was made with the embedding model {made_with!r}, not {model!r}; set "
                f"PINCITE_EMBEDDING_MODEL={made_with} or ingest into another folder with --index."
            )

    def is_whole(self) -> bool:
        """Whether no live passage can be without its vector."""
        return self.vectors.count() >= self.store.count()[1]

    @property
    def generation(self) -> str:
        """The number of the last finished ingest that changed anything; ``0`` before the first."""
        return self.store.meta("generation") or "0"

    @property
    def lexical(self) -> Lexical:
        """BM25 of the current generation; opened again when an ingest has made a new one."""
        with self._opening:
            while self._lexical is None or self._lexical[0] != self.generation:
                generation = self.generation
                try:
                    self._lexical = generation, Lexical.open(self._lexical_folder(generation))
                except FileNotFoundError:
                    if generation == self.generation:  # not replaced meanwhile: it is really gone
                        raise
            return self._lexical[1]

    def publish(self, live: dict[str, str], removed: Sequence[str]) -> None:
        """Build BM25 for what will be live, then switch to it in one transaction, then clear away the old."""
        generation = str(int(self.generation) + 1)
        folder = self._lexical_folder(generation)
        shutil.rmtree(folder, ignore_errors=True)
        Lexical.build(folder, self.store.lexical_texts(live, removed))
        self.store.switch(live, removed, generation)
        self.vectors.delete(self.store.drop_stale_passages())
        for old in folder.parent.iterdir():
            if old.name not in {generation, str(int(generation) - 1)}:
                shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Close the files."""
        self.store.close()

    def _lexical_folder(self, generation: str) -> Path:
        return self.folder / _LEXICAL / generation


@contextmanager
def writing(folder: Path, model: str) -> Iterator[Index]:
    """The index, open for one writer. Raises IndexLocked while another process writes, IndexMismatch, UsageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
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
        index = Index(folder)
        try:
            index.check_model(model)
            index.store.set_meta("model", model)
            yield index
        finally:
            index.close()
