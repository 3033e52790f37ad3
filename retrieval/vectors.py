"""The passages' vectors in Chroma (embedded, cosine space), one folder for each state of the index.

Each shelf (see ``retrieval.audience``) has a collection of its own: the graph that finds a vector is made of vectors
alone that whoever searches may see.

Chroma rewrites its graph files in place, so that a process killed meanwhile leaves them broken for good. Hence a
folder is written before it is live and never after; the next state begins as a copy.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
import sqlite3
import threading
import warnings
import weakref
from collections.abc import Sequence
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from retrieval.audience import EVERYONE
from retrieval.unused import leave_out_unused

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_DATABASE = "chroma.sqlite3"
_CHUNK = 5000  # Chroma refuses larger batches on some builds of SQLite
_SCOPE = 30_000  # documents in one query: SQLite takes 32,766 variables
_SAVED_EVERY = 1000  # vectors: how often Chroma writes its graph; what came since, it adds anew whenever it opens
_SAVED_NOW = 2  # the least that Chroma takes

# Chroma's table of open folders is not safe when one thread opens a folder while another closes it. A client is closed
# wherever its last user is forgotten, be that while the same thread opens another.
_CLIENTS = threading.RLock()

Vector = NDArray[np.float32]


class Vectors:
    """Vectors by passage key. Similarities are cosines."""

    def __init__(self, folder: Path) -> None:
        """Open a folder, or begin an empty one. Raises OSError when its files are damaged."""
        try:
            with _CLIENTS:
                client = _client(folder)
            self._shelves = _shelves(client)
        except Exception as error:  # of many kinds, Chroma's own and those of what it is made of
            raise OSError(errno.EIO, "Chroma cannot read its files", str(folder)) from error
        self._folder = folder
        self._chroma = client
        # Closed when the last thread that still searches here is done, not when the index has moved on.
        self._client = weakref.finalize(self, _close, cast("Client", client))
        self._client.atexit = False

    @staticmethod
    def copy(source: Path, target: Path) -> None:
        """Copy a folder that other processes may be reading."""
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{_DATABASE}*"))
        # Opening Chroma writes to its database, so that only SQLite itself can copy it whole.
        with closing(sqlite3.connect(source / _DATABASE)) as old, closing(sqlite3.connect(target / _DATABASE)) as new:
            old.backup(new)

    def close(self) -> None:
        """Close the files."""
        self._client()

    def settle(self) -> None:
        """Close the files when all of Chroma's graph stands in them, so that whoever opens them need not finish it."""
        self._save_every(_SAVED_NOW)
        self.close()
        again = Vectors(self._folder)  # Chroma heeds the number, and saves, when it opens a graph
        again.count()
        again._save_every(_SAVED_EVERY)
        again.close()

    def _save_every(self, vectors: int) -> None:
        with warnings.catch_warnings():
            # Chroma's own, about collections that it does not embed for.
            warnings.filterwarnings("ignore", "legacy embedding function", DeprecationWarning)
            for shelf in self._shelves.values():
                shelf.modify(configuration={"hnsw": {"sync_threshold": vectors}})

    def is_sound(self) -> bool:
        """Whether the vectors can be read."""
        from chromadb.errors import ChromaError

        try:
            for shelf in self._shelves.values():
                shelf.get(limit=1, include=["embeddings"])
        except ChromaError:
            return False
        return True

    def count(self) -> int:
        """How many vectors are kept."""
        return sum(shelf.count() for shelf in self._shelves.values())

    def missing(self, keys: Sequence[str]) -> set[str]:
        """The keys that have no vector yet."""
        found: set[str] = set()
        for shelf, first in product(self._shelves.values(), range(0, len(keys), _CHUNK)):
            found.update(shelf.get(ids=list(keys[first : first + _CHUNK]), include=[])["ids"])
        return set(keys) - found

    def upsert(
        self, keys: Sequence[str], vectors: Sequence[Vector], doc_ids: Sequence[str], audience: str = EVERYONE
    ) -> None:
        """Add vectors to a shelf, or replace them where the key is there."""
        shelf = self._shelves.get(audience) or self._shelves.setdefault(audience, _made(self._chroma, audience))
        for first in range(0, len(keys), _CHUNK):
            part = slice(first, first + _CHUNK)
            shelf.upsert(
                ids=list(keys[part]),
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[{"doc_id": doc_id} for doc_id in doc_ids[part]],
            )

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors."""
        for shelf, first in product(self._shelves.values(), range(0, len(keys), _CHUNK)):
            shelf.delete(ids=list(keys[first : first + _CHUNK]))

    def clear(self, audience: str) -> None:
        """Empty a shelf, so that nothing of what it held stays."""
        self._chroma.delete_collection(_name(audience))
        self._shelves[audience] = _made(self._chroma, audience)

    def nearest(
        self, vector: Sequence[float], count: int, scope: Sequence[str], shelves: Sequence[str] = (EVERYONE,)
    ) -> dict[str, float]:
        """The keys on some shelves with the highest cosine to a vector; ``scope`` limits them to some documents."""
        parts = [scope[first : first + _SCOPE] for first in range(0, len(scope), _SCOPE)] or [scope]
        searched = [_nearest(shelf, vector, count, part) for shelf, part in product(self._of(shelves), parts)]
        if len(searched) == 1:
            return searched[0]
        return dict(sorted((each for found in searched for each in found.items()), key=lambda each: -each[1])[:count])

    def vectors(self, keys: Sequence[str], shelves: Sequence[str] = (EVERYONE,)) -> dict[str, Vector]:
        """The kept vectors of some keys on some shelves."""
        found: dict[str, Vector] = {}
        for shelf in self._of(shelves) if keys else ():
            got = shelf.get(ids=list(keys), include=["embeddings"])
            embeddings = got["embeddings"]
            assert embeddings is not None  # noqa: S101 - included above
            found.update((key, np.asarray(v, dtype=np.float32)) for key, v in zip(got["ids"], embeddings, strict=True))
        return found

    def _of(self, shelves: Sequence[str]) -> list[Collection]:
        return [self._shelves[each] for each in shelves if each in self._shelves]


def _client(folder: Path) -> ClientAPI:
    leave_out_unused()
    # Imported here because it takes half a second, in which other threads can load the models.
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    return chromadb.PersistentClient(folder, settings=ChromaSettings(anonymized_telemetry=False))


def _shelves(client: ClientAPI) -> dict[str, Collection]:
    """The collections by audience; that of everyone is begun where there is none."""
    shelves = {EVERYONE: _made(client, EVERYONE)}
    for name in {each.name for each in client.list_collections()} - {_COLLECTION}:
        shelf = client.get_collection(name, embedding_function=None)
        shelves[str((shelf.metadata or {})["audience"])] = shelf
    return shelves


def _made(client: ClientAPI, audience: str) -> Collection:
    """The collection of a shelf, opened or begun."""
    return client.get_or_create_collection(
        _name(audience),
        configuration={"hnsw": {"space": "cosine"}},
        metadata={"audience": audience} if audience else None,
        embedding_function=None,
    )


def _name(audience: str) -> str:
    return f"{_COLLECTION}-{hashlib.sha256(audience.encode()).hexdigest()[:32]}" if audience else _COLLECTION


def _nearest(shelf: Collection, vector: Sequence[float], count: int, scope: Sequence[str]) -> dict[str, float]:
    where: Any = {"doc_id": {"$in": list(scope)}} if scope else None
    found = shelf.query(
        query_embeddings=np.asarray([vector], dtype=np.float32),
        n_results=count,
        where=where,
        include=["distances"],
    )
    distances = found["distances"]
    assert distances is not None  # noqa: S101 - included above
    return {key: 1.0 - distance for key, distance in zip(found["ids"][0], distances[0], strict=True)}


def _close(client: Client) -> None:
    with _CLIENTS:
        client.close()
