"""The passages' vectors in Chroma (embedded, cosine space)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

_COLLECTION = "passages"
_CHUNK = 5000  # Chroma refuses larger batches on some builds of SQLite

Vector = NDArray[np.float32]


class Vectors:
    """Vectors by passage key. Similarities are cosines."""

    def __init__(self, folder: Path) -> None:
        client = chromadb.PersistentClient(folder, settings=ChromaSettings(anonymized_telemetry=False))
        self._passages = client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def count(self) -> int:
        """How many vectors are kept."""
        return self._passages.count()

    def missing(self, keys: Sequence[str]) -> set[str]:
        """The keys that have no vector yet."""
        found: set[str] = set()
        for first in range(0, len(keys), _CHUNK):
            found.update(self._passages.get(ids=list(keys[first : first + _CHUNK]), include=[])["ids"])
        return set(keys) - found

    def upsert(self, keys: Sequence[str], vectors: Sequence[Sequence[float]], doc_ids: Sequence[str]) -> None:
        """Add vectors, or replace them where the key is there."""
        for first in range(0, len(keys), _CHUNK):
            part = slice(first, first + _CHUNK)
            self._passages.upsert(
                ids=list(keys[part]),
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[{"doc_id": doc_id} for doc_id in doc_ids[part]],
            )

    def delete(self, keys: Sequence[str]) -> None:
        """Remove vectors."""
        for first in range(0, len(keys), _CHUNK):
            self._passages.delete(ids=list(keys[first : first + _CHUNK]))

    def nearest(self, vector: Sequence[float], count: int, scope: Sequence[str]) -> dict[str, float]:
        """The keys with the highest cosine to a vector; ``scope`` limits them to some documents."""
        where: Any = {"doc_id": {"$in": list(scope)}} if scope else None
        count = min(count, self.count())
        if count == 0:
            return {}
        found = self._passages.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=count,
            where=where,
            include=["distances"],
        )
        distances = found["distances"]
        assert distances is not None  # noqa: S101 - included above
        return {key: 1.0 - distance for key, distance in zip(found["ids"][0], distances[0], strict=True)}

    def vectors(self, keys: Sequence[str]) -> dict[str, Vector]:
        """The kept vectors of some keys."""
        if not keys:
            return {}
        found = self._passages.get(ids=list(keys), include=["embeddings"])
        embeddings = found["embeddings"]
        assert embeddings is not None  # noqa: S101 - included above
        return {key: np.asarray(v, dtype=np.float32) for key, v in zip(found["ids"], embeddings, strict=True)}
