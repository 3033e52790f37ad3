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
_AUDIENCE, _SINCE, _UNTIL = "audience", "since", "until"  # facts about a collection


class _Begun(NamedTuple):
    """A collection of an index, and the number of the state in which it was begun.

    That of everyone says of which ``states`` all that is live is on the server.
    """

    name: str
    audience: str
    number: int
    states: range
    shelf: Shelf


class ServerVectors(Vectors):
    """The vectors of one state of an index on a server."""

    def __init__(self, home: VectorServer, found: Mapping[str, _Begun], number: int) -> None:
        super().__init__({audience: each.shelf for audience, each in found.items()})
        self._home = home
        self._number = number
        self._states = found[EVERYONE].states if EVERYONE in found else range(0)

    def close(self) -> None:
        """Nothing is open but the connection, which other states use."""

    def clear(self, audience: str) -> None:
        """Begin a shelf anew; readers go on with the one that it had."""
        self._shelves[audience] = self._home.begun(audience, self._number, anew=True)

    def holds(self, live: Mapping[str, int]) -> bool:
        """Whether the server is at this state, and has as many vectors of each audience."""
        if self._number not in self._states:  # the server has an older copy of its data, or this is one of the index
            return False
        counts = self.counts()
        return all(counts.get(audience, 0) >= count for audience, count in live.items())

    def complete(self, leaving: Sequence[str]) -> None:
        """Note how far the server has come. Who reads the state before needs what leaves; ``tidy`` removes it later."""
        del leaving
        if EVERYONE not in self._shelves:
            self._shelves[EVERYONE] = self._begun(EVERYONE)
        self._shelves[EVERYONE].note(_facts(self._number - 1, self._number))

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
        found = _newest(self._all(), number)
        if EVERYONE not in found:
            raise FileNotFoundError(errno.ENOENT, "The Chroma server has no vectors of this index", self._server.url)
        return ServerVectors(self, found, number)

    def staged(self, number: int, *, anew: bool) -> ServerVectors:
        """The collections of the state before, or none, to be added to."""
        return ServerVectors(self, {} if anew else _newest(self._all(), number - 1), number)

    def tidy(self, number: int) -> None:
        """Remove the collections that no reader of a state needs, and from the others what is not live."""
        self._claim()
        live, found = self.store.live_counts(), self._all()
        kept = _newest(found, number)
        if EVERYONE in kept and number in kept[EVERYONE].states:
            kept[EVERYONE].shelf.note(_facts(number, number))  # whoever has a copy of another state must not go on
        for each in found:
            if kept.get(each.audience) is not each or not (live.get(each.audience) or each.audience == EVERYONE):
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

    def _all(self) -> list[_Begun]:
        """Every collection of this index, also what a killed ingest left."""
        with self._server.reaching():
            most = max(self._client.count_collections(), 1)  # some servers list no more than a hundred unless told
            found = self._client.list_collections(limit=most)
        return [self._read(each) for each in found if each.name.startswith(self._prefix)]

    def _read(self, found: ChromaCollection) -> _Begun:
        known = found.metadata or {}
        number = int(found.name.rpartition("-")[2])
        states = range(int(known[_SINCE]), int(known[_UNTIL]) + 1) if _UNTIL in known else range(0)
        return _Begun(found.name, str(known[_AUDIENCE]), number, states, Shelf(found, self._server.reaching))

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


def _newest(found: Sequence[_Begun], number: int) -> dict[str, _Begun]:
    """For each audience the last collection that was begun in a state or before it."""
    begun = sorted((each for each in found if each.number <= number), key=lambda each: each.number)
    return {each.audience: each for each in begun}


def _facts(since: int, until: int) -> dict[str, str | int]:
    return {_AUDIENCE: EVERYONE, _SINCE: since, _UNTIL: until}
