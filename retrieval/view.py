"""What the readers of an answer may see of an index. From here nothing else can be found, counted or named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retrieval.audience import EVERYONE, Readers, may_see
from retrieval.index import Index
from retrieval.known import Known, known_at, seen
from retrieval.lexical import Lexical
from retrieval.rows import DocumentInfo
from retrieval.shelf import Vector


class View:
    """An index as some readers see it: the shelves that are open to all of them."""

    def __init__(self, index: Index, readers: Readers) -> None:
        self._index = index
        self._readers = readers
        self.store = index.store

    @property
    def shelves(self) -> tuple[str, ...]:
        """The audiences whose documents are seen."""
        if not self._readers:
            return (EVERYONE,)
        return tuple(each for each in self._index.shelves if may_see(self._readers, each))

    @property
    def lexical(self) -> Lexical:
        """BM25 over what is seen; hidden passages do not count for how rare a word is."""
        return self._index.lexical_of(self.shelves)

    def nearest(self, vector: Sequence[float], count: int, scope: Sequence[str]) -> dict[str, float]:
        """The keys with the highest cosine to a vector; ``scope`` limits them to some documents."""
        return self._index.vectors.nearest(vector, count, scope, self.shelves)

    def vectors(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The kept vectors of some keys."""
        return self._index.vectors.vectors(keys, self.shelves)

    def known(self, day: date, scope: Sequence[str] = ()) -> Known:
        """What was known on a day; ``scope`` limits it to some documents."""
        return known_at(day, seen(self.store.steps(), self._readers), frozenset(scope) or None)

    def count(self) -> int:
        """How many documents are seen."""
        return self.store.count_on(self.shelves)

    def current_version(self, doc_id: str) -> str | None:
        """The live version of a document that is seen."""
        found = self.store.current(doc_id)
        return found[0] if found and may_see(self._readers, found[1]) else None

    def current_versions(self) -> list[tuple[str, str]]:
        """``(doc_id, version)`` of every document that is seen."""
        return self.store.current_on(self.shelves)

    def described(self, doc_id: str, version: str) -> list[DocumentInfo]:
        """What was said of a version, each time that it was read."""
        return [each for each in self.store.described(doc_id, version) if may_see(self._readers, each.audience)]

    def text(self, version: str) -> str | None:
        """The text of a version."""
        return self.store.text(version)
