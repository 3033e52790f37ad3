"""Choosing the best of many scores."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.search import _highest


@pytest.mark.parametrize("count", [1, 7, 50, 2000])
@pytest.mark.parametrize("kinds", [1, 3, 1000])
def test_the_highest_scores_are_those_that_a_stable_sort_puts_first(count: int, kinds: int) -> None:
    chance = np.random.default_rng(kinds)
    scores = (chance.integers(0, kinds + 1, 1000) / 7).astype(np.float32)
    scores[::3] = 0
    in_order = np.argsort(-scores, kind="stable")
    expected = [place for place in in_order[:count] if scores[place] > 0]
    assert _highest(scores, count).tolist() == expected


def test_nothing_is_chosen_where_nothing_scores() -> None:
    assert _highest(np.zeros(100, dtype=np.float32), 5).tolist() == []
    assert _highest(np.zeros(0, dtype=np.float32), 5).tolist() == []
