"""Passages of many documents: the model reads some while the next are taken apart and the last go into Chroma."""

from __future__ import annotations

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


class Progress(Protocol):
    """Told of the work as it goes on."""

    def documents(self, done: int) -> None:
        """So many documents have been read."""

    def passages(self, done: int, known: int) -> None:
        """So many of the passages known so far have been embedded."""


class _Read(NamedTuple):
    """Passages that the model was asked for: the vectors known before, the texts new to it, and what it finds."""

    passages: list[ToEmbed]
    known: dict[str, Vector]
    new: list[str]
    found: Future[list[list[float]]] | None


class Batches:
    """Collects passages of many documents, inside a ``with`` block.

    The model and Chroma have a thread each; the store is used by the caller's alone.
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
        self._model = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._chroma = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._reading: _Read | None = None
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
        self._take()
        self._settle()

    def _read(self) -> None:
        """Have the model read what waits and it never read, once what it read before is taken."""
        # Imported here because llama-index takes a good half second that only an embedding run should pay.
        from ingest.embed import embed_texts

        self._take()
        texts = [each.text for each in self._waiting]
        known = self._index.store.embeddings(texts)
        new = list(dict.fromkeys(text for text in texts if text not in known))
        found = self._model.submit(embed_texts, new, self._embedder()) if new else None
        self._reading = _Read(self._waiting, known, new, found)
        self._waiting = []

    def _take(self) -> None:
        """Keep what the model has read, and give it to Chroma, once that has what it was given before."""
        if self._reading is None:
            return
        passages, known, new, found = self._reading
        self._reading = None
        if found is not None:
            made = dict(zip(new, np.asarray(found.result(), dtype=np.float32), strict=True))
            self._index.store.keep_embeddings(made)
            known |= made
            self.embedded += len(new)
        self._settle()
        self._putting = self._chroma.submit(self._upsert, {each: known[each.text] for each in passages})
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
