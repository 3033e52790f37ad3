"""Passages through llama-index's ingestion pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from retrieval.embedding import Embedder

# The embedder orders what it gets by length, so it should get much at once.
_TEXTS_AT_ONCE = 2048


class PipelineEmbedding(BaseEmbedding):
    """Any embedder as a step of llama-index's pipeline."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **values: Any) -> None:
        super().__init__(embed_batch_size=_TEXTS_AT_ONCE, **values)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embedder.get_query_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._embedder.get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embedder.get_text_embedding_batch([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.get_text_embedding_batch(texts)


def embed_texts(texts: Sequence[str], embedder: Embedder) -> list[list[float]]:
    """The vectors of texts, in their order.

    The pipeline's own cache is off: it keeps every text in memory, and the index already knows what it has.
    """
    nodes = [TextNode(text=text) for text in texts]
    pipeline = IngestionPipeline(transformations=[PipelineEmbedding(embedder)], disable_cache=True)
    return [node.get_embedding() for node in pipeline.run(nodes=nodes)]
