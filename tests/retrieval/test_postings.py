"""BM25 worked out beforehand, against a library that does the same."""

from __future__ import annotations

import random

import bm25s
import numpy as np
import pytest

from retrieval import inverted
from retrieval.postings import K1, B, Postings

WORDS = [f"w{number}" for number in range(300)] + ["§", "ß", "中文", "6(1)(f)", "a"]


@pytest.fixture(scope="module")
def passages() -> list[list[str]]:
    """More of them than are counted together, some empty."""
    chance = random.Random(5)
    return [chance.choices(WORDS, k=chance.randrange(12)) for _ in range(9000)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, passages: list[list[str]]) -> Postings:
    folder = tmp_path_factory.mktemp("postings")
    assert inverted.build(folder, iter(passages))
    return Postings(folder)


def test_the_scores_are_to_the_last_bit_those_of_bm25s(built: Postings, passages: list[list[str]]) -> None:
    reference = bm25s.BM25(k1=K1, b=B, method="lucene")
    reference.index(passages, show_progress=False)
    for word in WORDS:
        found = built.of(word)
        assert found is not None
        scores = np.zeros(len(passages), dtype=np.float32)
        scores[found[0]] = found[1]
        assert np.array_equal(scores, reference.get_scores([word]))


def test_a_word_is_held_by_the_passages_that_have_it(built: Postings, passages: list[list[str]]) -> None:
    for word in WORDS:
        found = built.of(word)
        assert found is not None
        assert found[0].tolist() == [place for place, tokens in enumerate(passages) if word in tokens]
        assert built.held(word) == len(found[0])


@pytest.mark.parametrize("word", ["", "w", "w3000", "zzz", "\U0010ffff", "w1 "])
def test_a_word_that_no_passage_has_is_not_there(built: Postings, word: str) -> None:
    assert built.of(word) is None
    assert built.held(word) == 0
