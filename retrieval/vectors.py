"""The passages' vectors in Chroma, and the two places where an index may keep them: a folder, or a Chroma server.

Each audience (see ``retrieval.audience``) has a shelf of its own: the graph that finds a vector is made of vectors
alone that whoever searches may see.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from retrieval.audience import EVERYONE
from retrieval.shelf import Shelf, Vector, highest


class Vectors(ABC):
    """The vectors of one state of an index, by passage key. Similarities are cosines."""

    def __init__(self, shelves: dict[str, Shelf]) -> None:
        self._shelves = shelves

    @abstractmethod
    def _begun(self, audience: str) -> Shelf:
        """A new shelf."""

    @abstractmethod
    def clear(self, audience: str) -> None:
        """Empty a shelf, so that nothing of what it held stays."""

    @abstractmethod
    def holds(self, live: Mapping[str, int]) -> bool:
        """Whether so many live passages of each audience can be found."""

    @abstractmethod
    def complete(self, leaving: Sequence[str]) -> None:
        """All vectors of this state are here, and it will be live without the keys that leave."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is open."""

    def _live(self, keys: Collection[str]) -> Collection[str]:
        """Those of the keys that are live."""
        return keys

    def counts(self) -> dict[str, int]:
        """How many vectors are kept for each audience that has any."""
        return {audience: count for audience, shelf in self._shelves.items() if (count := shelf.count())}

    def count(self) -> int:
        """How many vectors are kept."""
        return sum(self.counts().values())

    def missing(self, keys: Sequence[str]) -> set[str]:
        """The keys that have no vector yet."""
        return set(keys).difference(*(shelf.kept(keys) for shelf in self._shelves.values()))

    def upsert(
        self, keys: Sequence[str], vectors: Sequence[Vector], doc_ids: Sequence[str], audience: str = EVERYONE
    ) -> None:
        """Add vectors to a shelf, or replace them where the key is there."""
        if audience not in self._shelves:
            self._shelves[audience] = self._begun(audience)
        self._shelves[audience].upsert(keys, vectors, doc_ids)

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors."""
        for shelf in self._shelves.values():
            shelf.delete(keys)

    def nearest(
        self, vector: Sequence[float], count: int, scope: Sequence[str], shelves: Sequence[str] = (EVERYONE,)
    ) -> dict[str, float]:
        """The live keys on some shelves with the highest cosine to a vector.

        ``scope`` limits them to some documents.
        """
        return highest([self._nearest(shelf, vector, count, scope) for shelf in self._of(shelves)], count)

    def _nearest(self, shelf: Shelf, vector: Sequence[float], count: int, scope: Sequence[str]) -> dict[str, float]:
        """More are asked for until enough of them are live, or there are no more."""
        asked = count
        while True:
            found = shelf.nearest(vector, asked, scope)
            live = self._live(found.keys())
            if len(live) >= count or len(found) < asked:
                return {key: cosine for key, cosine in found.items() if key in live}
            asked *= 2

    def vectors(self, keys: Sequence[str], shelves: Sequence[str] = (EVERYONE,)) -> dict[str, Vector]:
        """The kept vectors of some keys on some shelves."""
        found: dict[str, Vector] = {}
        for shelf in self._of(shelves) if keys else ():
            found |= shelf.vectors(keys)
        return found

    def _of(self, shelves: Sequence[str]) -> list[Shelf]:
        return [self._shelves[each] for each in shelves if each in self._shelves]


class Home(Protocol):
    """Where an index keeps its vectors. States are numbered; at any time one is live and the next may be staged."""

    @property
    def where(self) -> str:
        """Its place, in words."""
        ...

    def live(self, number: int) -> Vectors:
        """The vectors of the live state. Raises OSError when they are not there or damaged."""
        ...

    def staged(self, number: int, *, anew: bool) -> Vectors:
        """Begin state ``number``: with what the one before has, unless it is made anew."""
        ...

    def tidy(self, number: int) -> None:
        """Clear away what the live state, ``number``, does not need: older ones and what a killed ingest left."""
        ...
