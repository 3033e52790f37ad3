"""A tiny deterministic embedder for tests where meaning does not matter."""

from __future__ import annotations

import hashlib
from typing import Any

from llama_index.core.embeddings import BaseEmbedding


class HashEmbedding(BaseEmbedding):
    """Unit vectors from a hash; ``fail_after`` lets it break down after so many texts."""

    fail_after: int = 1_000_000
    seen: int = 0

    def __init__(self, **values: Any) -> None:
        super().__init__(model_name="hash", **values)

    def _get_query_embedding(self, query: str) -> list[float]:
        return _vector(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return _vector(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        self.seen += 1
        if self.seen > self.fail_after:
            raise RuntimeError("the model broke down")
        return _vector(text)


def _vector(text: str) -> list[float]:
    values = [byte - 127.5 for byte in hashlib.sha256(text.encode()).digest()]
    length = sum(value * value for value in values) ** 0.5
    return [value / length for value in values]
