"""Pincite itself, asked in this process."""

from __future__ import annotations

import time
from pathlib import Path

import retrieval.weighing as weighing
from evals.runs.provenance import file_digest
from evals.subjects.subject import Reply, Retrieved
from retrieval.answer import Question
from retrieval.asking import Asks
from retrieval.embedding import Embedder
from retrieval.followup import resolved
from retrieval.index import Index
from retrieval.search import Hit, search

FOUND = 10
_WEIGHTS = Path(weighing.__file__).parent / "weights"


class PinciteSubject:
    """Whatever answers from an index, and the ranking of passages that its search gives for the same question."""

    name = "pincite"

    def __init__(self, assistant: Asks, index: Index, embedder: Embedder, settings: dict[str, str]) -> None:
        self._assistant = assistant
        self._index = index
        self._embedder = embedder
        self._settings = settings

    def describe(self) -> dict[str, str]:
        """The settings that decide what is answered, and a digest of all fitted weights."""
        weights = file_digest(file for file in _WEIGHTS.rglob("*") if file.is_file())
        return {"embedding_model": self._index.store.meta("model") or "", "weights": weights, **self._settings}

    def ask(self, question: Question) -> Reply:
        """Answer, then search again for the trace; the time is the answer's own."""
        began = time.perf_counter()
        answer = self._assistant.ask(question)
        elapsed_ms = round(1000 * (time.perf_counter() - began), 1)
        asked = resolved(question.question, question.history).sought
        hits = search(self._index, asked, self._embedder.get_query_embedding(asked), FOUND, question.scope)
        return Reply(answer=answer, retrieved=tuple(map(retrieved, hits)), elapsed_ms=elapsed_ms)

    def close(self) -> None:
        """Close the index."""
        self._index.close()


def retrieved(hit: Hit) -> Retrieved:
    """A hit of the search as reports show it."""
    passage, document = hit.stored.passage, hit.stored.document
    scores = {"cosine": hit.dense, "BM25": hit.lexical, "fused": hit.fused}
    return Retrieved(
        document=document.doc_id,
        version=document.version,
        start=passage.start,
        end=passage.end,
        section=passage.section,
        scores={name: round(float(score), 4) for name, score in scores.items()},
    )
