"""What one writes in an afternoon: llama-index's own embedding class and retriever over its Chroma store.

``python -m benchmarks.peer FOLDER QUESTION ...`` is a process that opens it and retrieves, as ``pincite ask`` answers.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.index import Index

COLLECTION = "peer"


def build(folder: Path, index: Index) -> None:
    """Keep the same texts with the same vectors as an index does, in llama-index's way."""
    from llama_index.core.schema import TextNode

    store = _opened(folder)
    passages = index.store.live_texts()
    while part := list(islice(passages, 1000)):
        vectors = index.vectors.vectors([each.key for each in part])
        store.add(
            [
                TextNode(
                    id_=each.key,
                    text=each.text,
                    embedding=vectors[each.key].tolist(),
                    metadata={"document": each.doc_id},
                )
                for each in part
            ]
        )


def ingest(folder: Path, source: Path) -> tuple[int, float]:
    """Ingest a ``.jsonl`` file in llama-index's default way; gives its chunks and the seconds without loading."""
    from llama_index.core import Document
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from retrieval.packaged import packaged_model

    rows = map(json.loads, source.read_text(encoding="utf-8").splitlines())
    documents = [Document(text=row["text"], metadata={"title": row["title"]}) for row in rows]
    model = HuggingFaceEmbedding(model_name=str(packaged_model()), device="cpu")
    model.get_text_embedding(documents[0].text)  # the first call pays for what later ones find ready
    # Its default overlap of 200 pieces would embed the same words several times, and so would be no fair peer.
    steps = [SentenceSplitter(chunk_size=256, chunk_overlap=20), model]
    began = time.perf_counter()
    made = IngestionPipeline(transformations=steps, vector_store=_opened(folder)).run(documents=documents)
    return len(made), time.perf_counter() - began


def main(folder: Path, questions: list[str]) -> None:
    """Retrieve for each question; print the seconds that it took to load, and the milliseconds of each, as JSON."""
    began = time.perf_counter()
    from llama_index.core import VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from benchmarks.machine import resident_mib
    from retrieval.packaged import packaged_model

    model = HuggingFaceEmbedding(model_name=str(packaged_model()), device="cpu")
    retriever = VectorStoreIndex.from_vector_store(_opened(folder), embed_model=model).as_retriever(similarity_top_k=6)
    took = []
    for question in questions:
        asked = time.perf_counter()
        retriever.retrieve(question)
        took.append(1000 * (time.perf_counter() - asked))
    loaded = time.perf_counter() - began - sum(took) / 1000
    print(json.dumps({"load_seconds": loaded, "milliseconds": took, "resident_mib": resident_mib()}))


def _opened(folder: Path) -> Any:
    import chromadb
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.PersistentClient(folder, settings=chromadb.config.Settings(anonymized_telemetry=False))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection(COLLECTION))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
