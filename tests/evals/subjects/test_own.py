"""Pincite and the llama-index baseline over the same real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.subjects.llama import LlamaIndexSubject
from evals.subjects.pincite import PinciteSubject
from retrieval.answer import Question, Status
from retrieval.assistant import Assistant
from retrieval.embedding import Embedder
from retrieval.index import Index
from retrieval.markers import shown
from retrieval.settings import DEFAULT_MODEL

pytestmark = pytest.mark.xdist_group("model")
ASKED = Question(question="How big was the fine from the Irish Data Protection Commission?")


@pytest.fixture
def index(corpus_index: Path) -> Index:
    return Index.open(corpus_index, DEFAULT_MODEL)


def test_pincite_tells_what_its_search_found(assistant: Assistant, index: Index, embedder: Embedder) -> None:
    subject = PinciteSubject(assistant, index, embedder, {"max_error": "0.1"})
    reply = subject.ask(ASKED)
    assert reply.answer.status is not Status.NOT_FOUND
    assert len(reply.retrieved or ()) == 10
    assert {"cosine", "BM25", "fused"} == (reply.retrieved or ())[0].scores.keys()
    assert subject.describe().keys() == {"embedding_model", "weights", "max_error"}


def test_llama_index_quotes_the_nearest_passage_at_its_place(index: Index, embedder: Embedder) -> None:
    subject = LlamaIndexSubject(index, embedder)
    reply = subject.ask(ASKED)
    subject.close()
    [citation] = reply.answer.citations
    text = index.store.text(citation.version) or ""
    assert shown(text[citation.start : citation.end]) == citation.quote
    cosines = [passage.scores["cosine"] for passage in reply.retrieved or ()]
    assert len(cosines) == 10
    assert cosines == sorted(cosines, reverse=True)


def test_the_baseline_ranks_like_the_dense_side_of_pincite(index: Index, embedder: Embedder) -> None:
    subject = LlamaIndexSubject(index, embedder)
    [first, *_] = subject.ask(ASKED).retrieved or ()
    subject.close()
    nearest = index.vectors.nearest(embedder.get_query_embedding(ASKED.question), 1, ())
    [(key, cosine)] = nearest.items()
    stored = index.store.by_key([key])[key]
    assert (first.document, first.start) == (stored.document.doc_id, stored.passage.start)
    assert first.scores["cosine"] == pytest.approx(cosine, abs=1e-4)
