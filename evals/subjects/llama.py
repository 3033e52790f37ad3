"""Plain llama-index retrieval over the same vectors: what a first prototype gives, as a baseline to stand beside.

The nearest passage by cosine is quoted whole, and nothing is ever declined. Our Chroma collection keeps vectors only,
and llama-index wants its own node with each, so the same vectors are put into a collection in memory as it likes them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import BaseNode, NodeWithScore, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from evals.subjects.subject import Reply, Retrieved
from retrieval.answer import Answer, Citation, Question, Status
from retrieval.audience import EVERYONE
from retrieval.embedding import Embedder
from retrieval.index import Index
from retrieval.markers import shown

FOUND = 10


class LlamaIndexSubject:
    """``VectorStoreIndex.as_retriever`` over ``ChromaVectorStore``."""

    name = "llama-index"

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._store = index.store
        self._client = chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False))
        self._client.get_or_create_collection("baseline")
        self._client.delete_collection("baseline")
        collection = self._client.create_collection("baseline", configuration={"hnsw": {"space": "cosine"}})
        vectors = ChromaVectorStore(chroma_collection=collection)
        vectors.add([*_nodes(index)])
        self._retriever = VectorStoreIndex.from_vector_store(vectors, embed_model=_Embedding(embedder)).as_retriever(
            similarity_top_k=FOUND
        )

    def describe(self) -> dict[str, str]:
        """What it is made of."""
        return {"embedding model": self._store.meta("model") or "", "answer": "the nearest passage, whole"}

    def ask(self, question: Question) -> Reply:
        """Quote the nearest passage."""
        found: list[NodeWithScore] = self._retriever.retrieve(question.question)
        retrieved = tuple(map(_retrieved, found))
        if not retrieved:
            answer = Answer(id="", question=question.question, status=Status.NOT_FOUND, answer="", confidence=0.0)
            return Reply(answer=answer, retrieved=())
        return Reply(answer=self._quoting(question, found[0], retrieved[0]), retrieved=retrieved)

    def close(self) -> None:
        """Forget the vectors."""
        self._client.delete_collection("baseline")

    def _quoting(self, question: Question, best: NodeWithScore, passage: Retrieved) -> Answer:
        text = self._store.text(passage.version) or ""
        quote = shown(text[passage.start : passage.end])
        citation = Citation(
            n=1,
            doc_id=passage.document,
            title=str(best.node.metadata["title"]),
            version=passage.version,
            start=passage.start,
            end=passage.end,
            quote=quote,
            section=passage.section,
        )
        return Answer(
            id="",
            question=question.question,
            status=Status.ANSWERED,
            answer=f"{quote} [1]",
            confidence=passage.scores["cosine"],
            citations=(citation,),
        )


class _Embedding(BaseEmbedding):
    """Our embedder behind llama-index's interface."""

    _embedder: Any = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name="pincite")
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._embedder.get_query_embedding(query)
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        vectors: list[list[float]] = self._embedder.get_text_embedding_batch([text])
        return vectors[0]


def _nodes(index: Index) -> Sequence[BaseNode]:
    store = index.store
    everyones = [doc_id for doc_id, _ in store.current_on((EVERYONE,))]
    stored = store.by_row(sorted(store.rows_of(everyones))).values()
    vectors = index.vectors.vectors([each.key for each in stored])
    return [
        TextNode(
            id_=each.key,
            text=(store.text(each.document.version) or "")[each.passage.start : each.passage.end],
            embedding=vectors[each.key].tolist(),
            metadata={
                "document": each.document.doc_id,
                "version": each.document.version,
                "title": each.document.title,
                "section": each.passage.section,
                "start": each.passage.start,
                "end": each.passage.end,
            },
        )
        for each in stored
    ]


def _retrieved(found: NodeWithScore) -> Retrieved:
    # ChromaVectorStore gives exp(-distance) whatever the space.
    cosine = 1.0 + math.log(found.score) if found.score else 0.0
    return Retrieved.model_validate({**found.node.metadata, "scores": {"cosine": min(max(cosine, 0.0), 1.0)}})
