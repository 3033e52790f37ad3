"""One Chroma collection: the vectors of the passages that one audience may see, by their keys."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

# Chroma refuses larger batches on some builds of SQLite, and a server more than 40 MB at once.
_CHUNK = 1000
_SCOPE = 30_000  # documents in one query: SQLite takes 32,766 variables
_LISTED = 5000  # keys in one answer
# How many neighbours a search of the graph keeps in view (Malkov and Yashunin 2018). With Chroma's 100 it misses 3 % of
# the 50 nearest among 3,700 passages, and more among more; with 400 two in a thousand.
_EF_SEARCH = 400

Vector = NDArray[np.float32]
Reaching = Callable[[], AbstractContextManager[None]]


def collection(client: ClientAPI, name: str, facts: dict[str, str]) -> Collection:
    """The collection of that name, opened or begun, in cosine space."""
    return client.get_or_create_collection(
        name,
        configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}},
        metadata=dict(facts) or None,
        embedding_function=None,
    )


class Shelf:
    """What Pincite asks of a collection. Similarities are cosines.

    ``reaching`` surrounds every call and says in Pincite's words what Chroma says in its own.
    """

    def __init__(self, collection: Collection, reaching: Reaching = nullcontext) -> None:
        self._collection = collection
        self._reaching = reaching

    def count(self) -> int:
        """How many vectors are kept."""
        with self._reaching():
            return self._collection.count()

    def try_one(self) -> None:
        """Read a vector, if there is any. Raises ChromaError when that cannot be done."""
        with self._reaching():
            self._collection.get(limit=1, include=["embeddings"])

    def note(self, facts: dict[str, str | int]) -> None:
        """Keep facts about the collection in place of those that it has."""
        with self._reaching():
            self._collection.modify(metadata=dict(facts))

    def save_every(self, vectors: int) -> None:
        """Have Chroma write its graph whenever so many vectors have come, from when it is opened the next time."""
        with self._reaching(), warnings.catch_warnings():
            # Chroma's own, about collections that it does not embed for.
            warnings.filterwarnings("ignore", "legacy embedding function", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"sync_threshold": vectors}})

    def batches(self) -> Iterator[Sequence[str]]:
        """Every key, in batches; none may come or go meanwhile."""
        first = 0
        while True:
            with self._reaching():
                found = self._collection.get(limit=_LISTED, offset=first, include=[])["ids"]
            if not found:
                return
            yield found
            first += len(found)

    def upsert(self, keys: Sequence[str], vectors: Sequence[Vector], doc_ids: Sequence[str]) -> None:
        """Add vectors, or replace them where the key is there."""
        for part in _parts(len(keys)):
            with self._reaching():
                self._collection.upsert(
                    ids=list(keys[part]),
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                    metadatas=[{"doc_id": doc_id} for doc_id in doc_ids[part]],
                )

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors."""
        for part in _parts(len(keys)):
            with self._reaching():
                self._collection.delete(ids=list(keys[part]))

    def kept(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that have a vector here."""
        found: set[str] = set()
        for part in _parts(len(keys)):
            with self._reaching():
                found.update(self._collection.get(ids=list(keys[part]), include=[])["ids"])
        return found

    def vectors(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The vectors of those of the keys that have one here."""
        with self._reaching():
            got = self._collection.get(ids=list(keys), include=["embeddings"])
        embeddings = got["embeddings"]
        assert embeddings is not None  # noqa: S101 - included above
        return {key: np.asarray(v, dtype=np.float32) for key, v in zip(got["ids"], embeddings, strict=True)}

    def nearest(self, vector: Sequence[float], count: int, scope: Sequence[str] = ()) -> dict[str, float]:
        """The keys with the highest cosine to a vector, highest first; ``scope`` limits them to some documents.

        Fewer than ``count`` are all that there are.
        """
        parts = [scope[first : first + _SCOPE] for first in range(0, len(scope), _SCOPE)] or [scope]
        return highest([self._nearest(vector, count, part) for part in parts], count)

    def _nearest(self, vector: Sequence[float], count: int, scope: Sequence[str]) -> dict[str, float]:
        where: Any = {"doc_id": {"$in": list(scope)}} if scope else None
        with self._reaching():
            found = self._collection.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=count,
                where=where,
                include=["distances"],
            )
        distances = found["distances"]
        assert distances is not None  # noqa: S101 - included above
        return {key: 1.0 - distance for key, distance in zip(found["ids"][0], distances[0], strict=True)}


def highest(found: Sequence[dict[str, float]], count: int) -> dict[str, float]:
    """The best of several results, best first."""
    if len(found) == 1:
        return dict(list(found[0].items())[:count])
    return dict(sorted((each for part in found for each in part.items()), key=lambda each: -each[1])[:count])


def _parts(count: int) -> Iterator[slice]:
    return (slice(first, first + _CHUNK) for first in range(0, count, _CHUNK))
