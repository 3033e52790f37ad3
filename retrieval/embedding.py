"""The embedding model: the packaged default as a graph without torch, any other through sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from retrieval.errors import ModelMissing
from retrieval.offline import stay_offline
from retrieval.packaged import mapped, packaged_model
from retrieval.settings import DEFAULT_MODEL
from retrieval.wordpieces import WordPieces

MAX_WORD_PIECES = 256
_BATCH_TOKENS = 2048
_BATCH = 32


class Embedder(Protocol):
    """The part of llama-index's ``BaseEmbedding`` that Pincite needs; vectors have length 1."""

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        ...

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, in their order."""
        ...


class GraphEmbedder:
    """The packaged all-MiniLM-L6-v2, on all ``cores`` or on so many. Safe to call from several threads."""

    def __init__(self, folder: Path, cores: int | None = None) -> None:
        from retrieval.encoder import Graph, Streams, mean_vector

        with mapped(folder / "model.safetensors") as weights:
            graph = Graph(weights)
            self._model = Streams(graph, [mean_vector(graph)], cores)
        self._pieces = WordPieces(folder / "tokenizer.json", MAX_WORD_PIECES)

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        return self.get_text_embedding_batch([query])[0]

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, in their order; texts of like length are computed together."""
        encodings = self._pieces.encode(texts)
        by_length = sorted(range(len(texts)), key=lambda number: len(encodings[number]))
        # The longest first, so that the last to be computed end together.
        batches = _batches(by_length, [len(encoding) for encoding in encodings])[::-1]
        inputs = (self._pieces.padded([encodings[number] for number in batch]) for batch in batches)
        vectors: list[list[float]] = [[] for _ in texts]
        for batch, (found,) in zip(batches, self._model.run(inputs), strict=True):
            for number, vector in zip(batch, found.tolist(), strict=True):
                vectors[number] = vector
        return vectors


class _OneAtATime:
    """An embedder whose tokenizer fails when two threads use it at once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._computing = threading.Lock()

    def get_query_embedding(self, query: str) -> list[float]:
        with self._computing:
            return self._embedder.get_query_embedding(query)

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        with self._computing:
            return self._embedder.get_text_embedding_batch(texts)


def load_embedder(model: str, cores: int | None = None) -> Embedder:
    """The model by name or path; the packaged one uses all ``cores`` or so many.

    Raises ModelMissing when it is not on this machine or its weights are others.
    """
    return GraphEmbedder(packaged_model(), cores) if model == DEFAULT_MODEL else _sentence_transformer(model)


def _sentence_transformer(model: str) -> Embedder:
    stay_offline()
    # Imported here because torch and its friends take seconds that only this path should pay.
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        embedder = HuggingFaceEmbedding(
            model_name=model, max_length=MAX_WORD_PIECES, embed_batch_size=_BATCH, normalize=True, device="cpu"
        )
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"The embedding model {model!r} is not on this machine; install it, give its folder, or unset "
            f"PINCITE_EMBEDDING_MODEL to use {DEFAULT_MODEL}."
        ) from error
    return _OneAtATime(embedder)


def _batches(numbers: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Consecutive ``numbers``, shortest texts first, in batches of at most ``_BATCH_TOKENS`` padded tokens."""
    made: list[list[int]] = []
    for number in numbers:
        if made and (len(made[-1]) + 1) * lengths[number] <= _BATCH_TOKENS:
            made[-1].append(number)
        else:
            made.append([number])
    return made
