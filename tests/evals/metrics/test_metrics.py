from __future__ import annotations

import numpy as np
import pytest

from evals.metrics.bootstrap import draws, interval, resampled_means
from evals.metrics.calibration import brier_score, expected_calibration_error, reliability
from evals.metrics.catalogue import BY_KEY, METRICS, figures
from evals.metrics.estimate import mean, proportion
from evals.metrics.selective import area_under_risk, risk_coverage
from evals.scoring.score import Outcome
from tests.evals.answers import case, result

CONFIDENCE, CORRECT = np.array([0.95, 0.9, 0.4, 0.35]), np.array([1.0, 1.0, 1.0, 0.0])


def test_calibration_error_is_the_gap_by_bin_weighted_by_size() -> None:
    # Bin 0.9–1: mean 0.925, all right: gap 0.075. Bins 0.4 and 0.3: gaps 0.6 and 0.35.
    assert expected_calibration_error(CONFIDENCE, CORRECT) == pytest.approx((2 * 0.075 + 0.6 + 0.35) / 4)


def test_a_confidence_of_one_falls_into_the_last_bin() -> None:
    assert expected_calibration_error(np.array([1.0]), np.array([1.0])) == 0.0


def test_brier_score_is_the_mean_squared_gap() -> None:
    assert brier_score(CONFIDENCE, CORRECT) == pytest.approx((0.0025 + 0.01 + 0.36 + 0.1225) / 4)


def test_reliability_leaves_out_empty_bins() -> None:
    assert [(each.right.hits, each.right.n) for each in reliability(CONFIDENCE, CORRECT)] == [(0, 1), (1, 1), (2, 2)]


def test_risk_rises_as_less_sure_answers_are_given() -> None:
    points = risk_coverage(CONFIDENCE, CORRECT, asked=8)
    assert [(point.coverage, point.risk) for point in points] == [(1 / 8, 0), (2 / 8, 0), (3 / 8, 0), (4 / 8, 1 / 4)]


def test_equally_sure_answers_are_given_together() -> None:
    [point] = risk_coverage(np.array([0.5, 0.5]), np.array([1.0, 0.0]), asked=2)
    assert (point.coverage, point.risk) == (1.0, 0.5)


def test_a_perfect_order_has_the_smallest_area() -> None:
    assert area_under_risk(CONFIDENCE, CORRECT) == pytest.approx(1 / 16)
    assert area_under_risk(1 - CONFIDENCE, CORRECT) > area_under_risk(CONFIDENCE, CORRECT)


@pytest.mark.parametrize("order", [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 1]])
def test_the_area_does_not_depend_on_the_order_of_equally_sure_answers(order: list[int]) -> None:
    assert area_under_risk(np.full(4, 0.9), np.array(order, dtype=float)) == pytest.approx(0.5)
    surest = area_under_risk(np.array([0.95, *[0.9] * 4]), np.array([1.0, *order]))
    assert surest == pytest.approx((0 + 0.5 / 2 + 1 / 3 + 1.5 / 4 + 2 / 5) / 5)


def test_whole_groups_are_drawn() -> None:
    for drawn in draws(["a", "a", "b", "c", "d", "e"], 50):
        assert (drawn == 0).sum() == (drawn == 1).sum()


def test_of_few_groups_the_cases_are_drawn() -> None:
    assert any((drawn == 0).sum() != (drawn == 1).sum() for drawn in draws(["a", "a", "b"], 50))


def test_means_by_group_are_those_of_the_drawn_cases() -> None:
    values, groups = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0], ["a", "a", "b", "c", "d", "e"]
    slow = [float(np.mean([values[place] for place in drawn])) for drawn in draws(groups, 4000)]
    fast = resampled_means(values, groups, 4000)
    assert interval(fast) == pytest.approx(interval(np.array(slow)), abs=0.02)


def test_a_value_that_is_not_there_does_not_count_in_a_draw() -> None:
    found = resampled_means([1.0, float("nan"), 1.0], ["a", "b", "c"])
    assert set(found[~np.isnan(found)]) == {1.0}
    assert interval(found) == (1.0, 1.0)


def test_cases_that_stand_together_make_a_wider_interval() -> None:
    values = [1.0] * 20 + [0.0] * 20
    alone = mean(values, [str(place) for place in range(40)])
    together = mean(values, [str(place // 8) for place in range(40)])
    assert alone is not None
    assert together is not None
    assert together.high - together.low > alone.high - alone.low


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(7)
    covered = 0
    for _ in range(200):
        values = random.random(60) < 0.7
        found = mean(values.astype(float).tolist(), [str(place) for place in range(60)])
        assert found is not None
        covered += found.low <= 0.7 <= found.high
    assert 0.88 <= covered / 200 <= 0.99


def test_of_nothing_there_is_no_figure() -> None:
    assert proportion([]) is None
    assert mean([], []) is None
    assert figures([]) == {}


def test_shares_have_wilson_intervals() -> None:
    found = proportion([1.0] * 8 + [0.0] * 2)
    assert found is not None
    assert (found.value, found.low, found.high, found.hits) == pytest.approx((0.8, 0.4902, 0.9433, 8), abs=1e-4)


def test_coverage_and_declining_are_told_apart() -> None:
    given = result("given")
    refused = result("refused", scores={"correct": 0.0, "answered": 0.0, "confidence": 0.1})
    silent = result("silent", case=case(id="silent", answer="none"))
    rightly = result(
        "rightly", case=case(id="r", answer="none"), scores={"correct": 1.0, "answered": 0.0, "confidence": 0.1}
    )
    broken = result("broken", outcome=Outcome.ERROR, scores={"correct": 0.0})
    found = figures(
        [given, refused, silent.model_copy(update={"scores": {**silent.scores, "correct": 0.0}}), rightly, broken]
    )
    assert {
        key: (found[key].hits, found[key].n)
        for key in ("accuracy", "coverage", "selective_accuracy", "declined_rightly")
    } == {
        "accuracy": (2, 5),
        "coverage": (1, 2),
        "selective_accuracy": (1, 2),
        "declined_rightly": (1, 2),
    }


def test_latency_is_that_of_what_was_asked() -> None:
    results = [result(str(ms), elapsed_ms=float(ms)) for ms in range(1, 101)]
    found = figures(results)
    assert found["latency_p50"].value == pytest.approx(50.5)
    assert found["latency_p95"].low <= found["latency_p95"].value <= found["latency_p95"].high


def test_every_metric_has_a_name_of_its_own() -> None:
    assert len(BY_KEY) == len(METRICS)
    assert all(metric.meaning.endswith(".") for metric in METRICS)
