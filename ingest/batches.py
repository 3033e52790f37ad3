"""Passages of many documents: the model reads some while the next are taken apart and the last go into Chroma."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, Protocol

import numpy as np

from retrieval.embedding import Embedder
from retrieval.index import Index
from retrieval.rows import ToEmbed
from retrieval.shelf import Vector

# Passages that are embedded together: enough to sort by length, few enough to keep memory flat.
BATCH = 256
_AHEAD = 2  # such batches that the model has been given


class Progress(Protocol):
    """Told of the work as it goes on."""

    def documents(self, done: int) -> None:
        """So many documents have been read."""

    def passages(self, done: int, known: int) -> None:
        """So many of the passages known so far have been embedded."""


class _Read(NamedTuple):
    """Passages that the model was asked for: the texts among them that are new to it, and what it finds."""

    passages: list[ToEmbed]
    new: list[str]
    found: Future[list[list[float]]] | None


class Batches:
    """Collects passages of many documents, inside a ``with`` block.

    Two threads wait for the model, so that it always has more to read, and one for Chroma; the store is used by the
    caller's alone.
    """

    def __init__(
        self, index: Index, embedder: Callable[[], Embedder], progress: Progress | None, at_once: int = BATCH
    ) -> None:
        self._at_once = at_once
        self._index = index
        self._embedder = embedder
        self._progress = progress
        self._waiting: list[ToEmbed] = []
        self._known = self._done = 0
        self._model = ThreadPoolExecutor(_AHEAD, thread_name_prefix="model")
        self._chroma = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._reading: deque[_Read] = deque()
        self._coming: set[str] = set()  # the texts new to the model in what it is reading
        self._putting: Future[None] | None = None
        self.embedded = 0

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, *_: object) -> None:
        self._model.shutdown()
        self._chroma.shutdown()

    def add(self, passages: Iterable[ToEmbed], count: int) -> None:
        """Take so many passages."""
        self._known += count
        for passage in passages:
            self._waiting.append(passage)
            if len(self._waiting) == self._at_once:
                self._read()

    def finish(self) -> None:
        """Put all that waits into the next state of the index."""
        if self._waiting:
            self._read()
        while self._reading:
            self._take()
        self._settle()

    def _read(self) -> None:
        """Have the model read what waits and it never read, and take the oldest of what it was given before."""
        texts = dict.fromkeys(each.text for each in self._waiting)
        known = self._index.store.embeddings(list(texts)).keys() | self._coming
        new = [text for text in texts if text not in known]
        self._coming.update(new)
        found = self._model.submit(_embedded, new, self._embedder()) if new else None
        self._reading.append(_Read(self._waiting, new, found))
        self._waiting = []
        if len(self._reading) > _AHEAD:
            self._take()

    def _take(self) -> None:
        """Keep what the model has read, and give it to Chroma, once that has what it was given before."""
        passages, new, found = self._reading.popleft()
        made: dict[str, Vector] = {}
        if found is not None:
            made = dict(zip(new, np.asarray(found.result(), dtype=np.float32), strict=True))
            self._index.store.keep_embeddings(made)
            self._coming.difference_update(new)
            self.embedded += len(new)
        vectors = made | self._index.store.embeddings([each.text for each in passages if each.text not in made])
        self._settle()
        self._putting = self._chroma.submit(self._upsert, {each: vectors[each.text] for each in passages})
        self._done += len(passages)
        if self._progress:
            self._progress.passages(self._done, self._known)

    def _settle(self) -> None:
        """Wait until Chroma has what it was given. Raises what went wrong there."""
        if self._putting is not None:
            self._putting.result()
            self._putting = None

    def _upsert(self, vectors: Mapping[ToEmbed, Vector]) -> None:
        for audience in {each.audience for each in vectors}:
            shelf = [each for each in vectors if each.audience == audience]
            keys, doc_ids = [each.key for each in shelf], [each.doc_id for each in shelf]
            self._index.staged.upsert(keys, [vectors[each] for each in shelf], doc_ids, audience)


def _embedded(texts: list[str], embedder: Embedder) -> list[list[float]]:
    # Imported here because llama-index takes a good half second, in which the next texts can be taken apart.
    from ingest.embed import embed_texts

    return embed_texts(texts, embedder)
