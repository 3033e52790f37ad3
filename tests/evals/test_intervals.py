from __future__ import annotations

import pytest

from evals.intervals import share


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 100, 0.7222, 0.8749)],
)
def test_wilson_intervals_match_published_values(hits: int, n: int, low: float, high: float) -> None:
    found = share(hits, n)
    assert (found.value, found.low, found.high) == pytest.approx((hits / n, low, high), abs=1e-4)


def test_a_higher_confidence_widens_the_interval() -> None:
    assert share(8, 10, confidence=0.99).low < share(8, 10).low


def test_of_nothing_nothing_is_known() -> None:
    assert share(0, 0) == (0, 0, 0.0, 1.0)
    assert share(0, 0).value == 0.0


@pytest.mark.parametrize(("hits", "n"), [(3, 2), (-1, 2), (1, 0)])
def test_impossible_counts_are_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="must"):
        share(hits, n)
