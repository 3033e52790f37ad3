"""Passages through llama-index's ingestion pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import TextNode

from retrieval.embedding import Embedder


def embed_nodes(keys: Sequence[str], texts: Sequence[str], embedder: Embedder) -> list[list[float]]:
    """The vectors of texts, in their order.

    The pipeline's own cache is off: it keeps every text in memory, and the index already knows what it has.
    """
    nodes = [TextNode(id_=key, text=text) for key, text in zip(keys, texts, strict=True)]
    pipeline = IngestionPipeline(transformations=[cast("BaseEmbedding", embedder)], disable_cache=True)
    return [node.get_embedding() for node in pipeline.run(nodes=nodes)]
