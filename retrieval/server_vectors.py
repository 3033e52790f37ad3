"""Vectors on a Chroma server, which keeps its own files and several indexes at once.

Every audience of an index has a collection there, named by the index, the audience and the number of the state in
which it was begun. What an ingest adds is put in while readers still ask for the state before, and what leaves goes
once nobody does; so a reader drops whatever the store does not call live. Only what has to leave no trace, or was
lost, is begun anew, in another collection that nobody reads until its state is live.
"""

from __future__ import annotations

import errno
import hashlib
import threading
import uuid
import weakref
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from retrieval.audience import EVERYONE
from retrieval.chroma_server import ChromaServer, disconnect
from retrieval.shelf import Shelf, collection
from retrieval.store import Store
from retrieval.vectors import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

_NAME, _FILE = "chroma_name", "chroma_file"  # facts in the store
_AUDIENCE, _COMPLETE = "audience", "complete"  # facts about a collection


class _Begun(NamedTuple):
    """A collection of an index, the state in which it was begun, and the last one for which it was complete."""

    name: str
    audience: str
    number: int
    complete: int
    shelf: Shelf


class ServerVectors(Vectors):
    """The vectors of one state of an index on a server."""

    def __init__(self, home: VectorServer, shelves: dict[str, Shelf], number: int, complete: int) -> None:
        super().__init__(shelves)
        self._home = home
        self._number = number
        self._complete = complete

    def close(self) -> None:
        """Nothing is open but the connection, which other states use."""

    def clear(self, audience: str) -> None:
        """Begin a shelf anew; readers go on with the one that it had."""
        self._shelves[audience] = self._home.begun(audience, self._number, anew=True)

    def holds(self, live: Mapping[str, int]) -> bool:
        """Whether the server has come as far as this state, or one further, with as many vectors of each audience."""
        if self._complete not in {self._number, self._number + 1}:  # the server, or the index, is an older copy
            return False
        counts = self.counts()
        return all(counts.get(audience, 0) >= count for audience, count in live.items())

    def complete(self, leaving: Sequence[str]) -> None:
        """Note how far the server has come. Who reads the state before needs what leaves; ``tidy`` removes it later."""
        del leaving
        self._shelves[EVERYONE].note({_AUDIENCE: EVERYONE, _COMPLETE: self._number})

    def _begun(self, audience: str) -> Shelf:
        return self._home.begun(audience, self._number)

    def _live(self, keys: Collection[str]) -> Collection[str]:
        return self._home.store.live_keys(list(keys))


class VectorServer:
    """The collections of one index on a server."""

    def __init__(self, server: ChromaServer, store: Store) -> None:
        self.store = store
        self._server = server
        self._opened: ClientAPI | None = None
        self._opening = threading.Lock()

    @property
    def where(self) -> str:
        """The server."""
        return f"on the Chroma server at {self._server.url}"

    def live(self, number: int) -> ServerVectors:
        """The collections of a state. Raises OSError when the server has none of this index."""
        found = self._newest(number)
        if EVERYONE not in found:
            raise FileNotFoundError(errno.ENOENT, "The Chroma server has no vectors of this index", self._server.url)
        shelves = {audience: each.shelf for audience, each in found.items()}
        return ServerVectors(self, shelves, number, found[EVERYONE].complete)

    def staged(self, number: int, *, anew: bool) -> ServerVectors:
        """The collections of the state before, or none, to be added to."""
        before = {} if anew else self._newest(number - 1)
        shelves = {audience: each.shelf for audience, each in before.items()}
        if EVERYONE not in shelves:
            shelves[EVERYONE] = self.begun(EVERYONE, number)
        return ServerVectors(self, shelves, number, number)

    def tidy(self, number: int) -> None:
        """Remove the collections that no reader of a state needs, and from the others what is not live."""
        self._claim()
        live, newest = self.store.live_counts(), self._newest(number)
        for each in self._all():
            kept = newest.get(each.audience)
            if kept is None or kept.name != each.name or not (live.get(each.audience) or each.audience == EVERYONE):
                self._drop(each.name)
            elif each.shelf.count() != live.get(each.audience, 0):
                self._sweep(each.shelf)

    def begun(self, audience: str, number: int, *, anew: bool = False) -> Shelf:
        """The collection of an audience that belongs to a state, made unless it is there; ``anew`` empties it."""
        name = self._name(audience, number)
        if anew:
            self._drop(name)
        with self._server.reaching():
            made = collection(self._client, name, {_AUDIENCE: audience})
        return Shelf(made, self._server.reaching)

    def _sweep(self, shelf: Shelf) -> None:
        dead: list[str] = []
        for keys in shelf.batches():
            dead += set(keys) - self.store.live_keys(keys)
        shelf.delete(dead)

    def _drop(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        with self._server.reaching(), suppress(NotFoundError):
            self._client.delete_collection(name)

    def _newest(self, number: int) -> dict[str, _Begun]:
        """For each audience the last collection that was begun in a state or before it."""
        begun = sorted((each for each in self._all() if each.number <= number), key=lambda each: each.number)
        return {each.audience: each for each in begun}

    def _all(self) -> list[_Begun]:
        """Every collection of this index, also what a killed ingest left."""
        with self._server.reaching():
            found = [each for each in self._client.list_collections() if each.name.startswith(self._prefix)]
        return [self._read(each) for each in found]

    def _read(self, found: ChromaCollection) -> _Begun:
        known = found.metadata or {}
        number = int(found.name.rpartition("-")[2])
        shelf = Shelf(found, self._server.reaching)
        return _Begun(found.name, str(known[_AUDIENCE]), number, int(known.get(_COMPLETE) or 0), shelf)

    def _name(self, audience: str, number: int) -> str:
        part = hashlib.sha256(audience.encode()).hexdigest()[:32] if audience else "everyone"
        return f"{self._prefix}{part}-{number}"

    @property
    def _prefix(self) -> str:
        """How the names of all collections of this index begin."""
        return f"pincite-{self.store.meta(_NAME)}-"

    def _claim(self) -> None:
        """Name the index on the server.

        A copy of its folder gets a name of its own, or the two would clear away each other's vectors.
        """
        file = str(self.store.path.stat().st_ino)
        if self.store.meta(_FILE) != file:
            self.store.set_meta(_NAME, uuid.uuid4().hex)
            self.store.set_meta(_FILE, file)

    @property
    def _client(self) -> ClientAPI:
        with self._opening:
            if self._opened is None:
                self._opened = self._server.connected()
                weakref.finalize(self, disconnect, self._opened).atexit = False
            return self._opened
