from __future__ import annotations

import pytest

from evals.compare.tango import Flips


def _interval(gained: int, lost: int, n: int) -> tuple[float, float]:
    below, above = Flips(gained, lost, n).margins(0.95)
    change = (gained - lost) / n
    return change - below, change + above


@pytest.mark.parametrize("n", [1, 10, 415])
def test_cases_of_which_none_flipped_leave_the_doubt_that_their_number_leaves(n: int) -> None:
    most = 1.96**2 / (n + 1.96**2)
    assert _interval(0, 0, n) == pytest.approx((-most, most), abs=1e-4)


def test_the_interval_is_that_of_the_published_example() -> None:
    """Two disinfection systems for contact lenses: one of 44 pairs differs."""
    assert _interval(1, 0, 44) == pytest.approx((-0.0594, 0.1181), abs=1e-4)


def test_gains_and_losses_are_mirrored() -> None:
    low, high = _interval(12, 2, 50)
    assert _interval(2, 12, 50) == pytest.approx((-high, -low))
    assert low < 10 / 50 < high


@pytest.mark.parametrize(("gained", "lost"), [(5, 0), (0, 5)])
def test_where_all_flipped_the_interval_ends_where_shares_do(gained: int, lost: int) -> None:
    low, high = _interval(gained, lost, 5)
    assert -1.0 <= low < high <= 1.0
    assert (gained - lost) / 5 in (pytest.approx(low), pytest.approx(high))


def test_of_no_case_nothing_is_known() -> None:
    assert Flips(0, 0, 0).margins(0.95) == (1.0, 1.0)
