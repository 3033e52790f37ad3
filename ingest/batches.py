"""Passages of many documents, embedded together, and put into the index while the next are embedded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

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


class Batches:
    """Collects passages of many documents, inside a ``with`` block.

    Chroma has a thread of its own, which works while the model does.
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
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="vectors")
        self._putting: Future[None] | None = None
        self.embedded = 0

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def add(self, passages: Iterable[ToEmbed], count: int) -> None:
        """Take so many passages."""
        self._known += count
        for passage in passages:
            self._waiting.append(passage)
            if len(self._waiting) == self._at_once:
                self._embed()

    def finish(self) -> None:
        """Put all that waits into the next state of the index."""
        if self._waiting:
            self._embed()
        self._settle()

    def _embed(self) -> None:
        vectors = dict(zip(self._waiting, self._embedded([each.text for each in self._waiting]), strict=True))
        self._settle()
        self._putting = self._thread.submit(self._upsert, vectors)
        self._done += len(self._waiting)
        self._waiting = []
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

    def _embedded(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts, from the model only where it has never read the text."""
        # Imported here because llama-index takes a good half second that only an embedding run should pay.
        from ingest.embed import embed_texts

        known = self._index.store.embeddings(texts)
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            found = np.asarray(embed_texts(new, self._embedder()), dtype=np.float32)
            made = dict(zip(new, found, strict=True))
            self._index.store.keep_embeddings(made)
            known |= made
            self.embedded += len(new)
        return [known[text] for text in texts]
