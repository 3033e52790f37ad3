import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding import Embedder, load_embedder
from retrieval.errors import ModelMissing
from retrieval.packaged import packaged_model
from retrieval.settings import DEFAULT_MODEL

pytestmark = pytest.mark.xdist_group("model")

TEXTS = [
    "Who sued LinkedIn?",
    "The Receiving Party shall not disclose Confidential Information, except as Section 6(1)(f) allows.",
    "a",
    " ".join(f"clause {number} of the agreement" for number in range(120)),
]


@pytest.mark.slow
def test_the_graph_computes_what_sentence_transformers_computes(embedder: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(packaged_model()), device="cpu")
    reference = np.asarray(model.encode(TEXTS, normalize_embeddings=True))
    cosines = (np.asarray(embedder.get_text_embedding_batch(TEXTS)) * reference).sum(axis=1)
    assert cosines.min() > 0.999


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    together = np.asarray(embedder.get_text_embedding_batch(TEXTS))
    alone = np.asarray([embedder.get_query_embedding(text) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)


def test_threads_get_their_own_vectors(embedder: Embedder) -> None:
    expected = embedder.get_text_embedding_batch(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(embedder.get_query_embedding, TEXTS * 8))
    for number, vector in enumerate(found):
        assert np.dot(vector, expected[number % len(TEXTS)]) > 0.999


def test_on_one_core_vectors_are_the_same(embedder: Embedder) -> None:
    one = load_embedder(DEFAULT_MODEL, cores=1)
    vectors = np.asarray(one.get_text_embedding_batch(TEXTS)) * embedder.get_text_embedding_batch(TEXTS)
    assert vectors.sum(axis=1).min() > 0.999


def test_any_sentence_transformers_model_is_taken_by_its_path(tmp_path: Path, embedder: Embedder) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(packaged_model(), folder)
    other = load_embedder(str(folder))
    expected = embedder.get_text_embedding_batch(TEXTS)
    with ThreadPoolExecutor(4) as pool:  # its tokenizer fails when two threads use it at once
        found = list(pool.map(other.get_text_embedding_batch, [TEXTS] * 4))
    assert min((np.asarray(each) * expected).sum(axis=1).min() for each in found) > 0.999


def test_a_model_that_is_not_here_is_named_with_what_to_do() -> None:
    with pytest.raises(ModelMissing, match=r"'no-such/model' is not on this machine; install it"):
        load_embedder("no-such/model")
