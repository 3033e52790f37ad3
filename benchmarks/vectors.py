"""Vectors that cost next to nothing, for collections that the model would take hours to read."""

from __future__ import annotations

import numpy as np

from retrieval.embedding import MAX_WORD_PIECES, Embedder
from retrieval.packaged import mapped, packaged_model
from retrieval.reader import WORD_VECTORS
from retrieval.wordpieces import WordPieces


class WordMeans:
    """A text's vector is the mean of the model's own vectors of its word pieces: near where the words are alike.

    A question is read by the model all the same, because that is what it costs.
    """

    def __init__(self, model: Embedder) -> None:
        folder = packaged_model()
        # Mapped, as the models map them: a copy would count as memory that answering needs.
        with mapped(folder / "model.safetensors") as tensors:
            self._words = tensors[WORD_VECTORS]
            self._middle = self._words.mean(axis=0)
        self._pieces = WordPieces(folder / "tokenizer.json", MAX_WORD_PIECES)
        self._model = model

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        self._model.get_query_embedding(query)
        return self.get_text_embedding_batch([query])[0]

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, in their order."""
        means = [self._words[encoding.ids].mean(axis=0) - self._middle for encoding in self._pieces.encode(texts)]
        return [(mean / np.linalg.norm(mean)).tolist() for mean in means]
