"""Vectors in Chroma's own files, one folder for each state of the index.

Chroma rewrites its graph files in place, so that a process killed meanwhile leaves them broken for good. Hence a
folder is written before it is live and never after; the next state begins as a copy.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from retrieval.audience import EVERYONE
from retrieval.errors import UsageError
from retrieval.shelf import Shelf, collection
from retrieval.unused import leave_out_unused
from retrieval.vectors import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client

_COLLECTION = "passages"
_DATABASE = "chroma.sqlite3"
_SAVED_EVERY = 1000  # vectors: how often Chroma writes its graph; what came since, it adds anew whenever it opens
_SAVED_NOW = 2  # the least that Chroma takes

# Chroma's table of open folders is not safe when one thread opens a folder while another closes it. A client is closed
# wherever its last user is forgotten, be that while the same thread opens another.
_CLIENTS = threading.RLock()


class FolderVectors(Vectors):
    """The vectors in one folder."""

    def __init__(self, folder: Path) -> None:
        """Open a folder, or begin an empty one. Raises OSError when its files are damaged."""
        try:
            with _CLIENTS:
                client = _client(folder)
            super().__init__(_shelves(client))
        except Exception as error:  # of many kinds, Chroma's own and those of what it is made of
            raise OSError(errno.EIO, "Chroma cannot read its files", str(folder)) from error
        self._folder = folder
        self._chroma = client
        # Closed when the last thread that still searches here is done, not when the index has moved on.
        self._client = weakref.finalize(self, _close, cast("Client", client))
        self._client.atexit = False

    def close(self) -> None:
        """Close the files."""
        self._client()

    def remove_at_end(self, folder: Path) -> None:
        """Remove the folder around this one once the files are closed, at the latest when the process ends."""
        weakref.finalize(self._chroma, shutil.rmtree, folder, ignore_errors=True)

    def clear(self, audience: str) -> None:
        """Empty a shelf, so that nothing of what it held stays."""
        self._chroma.delete_collection(_name(audience))
        self._shelves[audience] = self._begun(audience)

    def holds(self, live: Mapping[str, int]) -> bool:
        """Whether these passages and no others are here, and their vectors can be read."""
        from chromadb.errors import ChromaError

        try:
            for shelf in self._shelves.values():
                shelf.try_one()
        except ChromaError:
            return False
        return self.counts() == {audience: count for audience, count in live.items() if count}

    def complete(self, leaving: Sequence[str]) -> None:
        """Take out what leaves, and close the files, which nobody writes again.

        All of Chroma's graph stands in them then, so that whoever opens them need not finish it.
        """
        self.delete(leaving)
        self._save_every(_SAVED_NOW)
        self.close()
        again = FolderVectors(self._folder)  # Chroma heeds the number, and saves, when it opens a graph
        again.count()
        again._save_every(_SAVED_EVERY)
        again.close()

    def _save_every(self, vectors: int) -> None:
        for shelf in self._shelves.values():
            shelf.save_every(vectors)

    def _begun(self, audience: str) -> Shelf:
        return _shelf(self._chroma, audience)


class VectorFolder:
    """The folder that holds one folder for each state."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def where(self) -> str:
        """The folder."""
        return f"in {self._folder}"

    def live(self, number: int) -> FolderVectors:
        """Open a state, or a copy where it cannot be written.

        Raises OSError when it is not there or damaged, UsageError when it can neither be written nor copied.
        """
        folder = self._of(number)
        if not folder.is_dir():  # Chroma would begin an empty one
            raise FileNotFoundError(folder)
        return FolderVectors(folder) if _can_be_written(folder) else _opened_apart(folder)

    def staged(self, number: int, *, anew: bool) -> FolderVectors:
        """Begin a state as a copy of the one before, or empty."""
        shutil.rmtree(self._of(number), ignore_errors=True)
        if not anew:
            copied(self._of(number - 1), self._of(number))
        return FolderVectors(self._of(number))

    def tidy(self, number: int) -> None:
        """Remove the folders of all states but the live one and the one before, which somebody may still read."""
        for folder in self._folder.glob("*"):
            if folder.name.isdigit() and folder.name not in {str(number), str(number - 1)}:
                shutil.rmtree(folder, ignore_errors=True)

    def _of(self, number: int) -> Path:
        return self._folder / str(number)


def copied(source: Path, target: Path) -> None:
    """Copy a folder of vectors that other processes may be reading. The copy can be written, also where that cannot."""
    target.mkdir(parents=True)
    for each in sorted(source.rglob("*")):  # a folder stands before what is in it
        place = target / each.relative_to(source)
        if each.is_dir():
            place.mkdir()
        elif not each.name.startswith(_DATABASE):
            shutil.copyfile(each, place)
    # Opening Chroma writes to its database, so that only SQLite itself can copy it whole.
    with closing(sqlite3.connect(source / _DATABASE)) as old, closing(sqlite3.connect(target / _DATABASE)) as new:
        old.backup(new)


def _can_be_written(folder: Path) -> bool:
    return all(os.access(each, os.W_OK) for each in (folder, folder / _DATABASE) if each.exists())


def _opened_apart(folder: Path) -> FolderVectors:
    """Open a copy of a folder that cannot be written, for Chroma writes even when it only opens one."""
    try:
        return _copy_in(Path(tempfile.mkdtemp(prefix="pincite-")), folder)
    except (OSError, sqlite3.Error) as error:
        raise UsageError(
            f"The vectors in {folder} cannot be written, which Chroma does when it opens them, and a temporary copy "
            f"cannot be made ({error}); copy the index to where it can be written, or keep the vectors on a Chroma "
            "server (PINCITE_CHROMA_URL)."
        ) from error


def _copy_in(place: Path, folder: Path) -> FolderVectors:
    """Open a copy of a folder in a place of its own, which is removed with it."""
    try:
        copied(folder, place / folder.name)
        vectors = FolderVectors(place / folder.name)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    vectors.remove_at_end(place)
    return vectors


def _client(folder: Path) -> ClientAPI:
    leave_out_unused()
    # Imported here because it takes half a second, in which other threads can load the models.
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    return chromadb.PersistentClient(folder, settings=ChromaSettings(anonymized_telemetry=False))


def _shelves(client: ClientAPI) -> dict[str, Shelf]:
    """The shelves by audience; that of everyone is begun where there is none."""
    shelves = {EVERYONE: _shelf(client, EVERYONE)}
    for name in {each.name for each in client.list_collections()} - {_COLLECTION}:
        found = client.get_collection(name, embedding_function=None)
        shelves[str((found.metadata or {})["audience"])] = Shelf(found)
    return shelves


def _shelf(client: ClientAPI, audience: str) -> Shelf:
    """The shelf of an audience, opened or begun."""
    return Shelf(collection(client, _name(audience), {"audience": audience} if audience else {}))


def _name(audience: str) -> str:
    return f"{_COLLECTION}-{hashlib.sha256(audience.encode()).hexdigest()[:32]}" if audience else _COLLECTION


def _close(client: Client) -> None:
    with _CLIENTS:
        client.close()
