import numpy as np
import pytest

from training.metrics import auroc, calibration_error, risk_coverage_area, with_interval


def test_auroc_counts_pairs_in_the_right_order_and_ties_as_half() -> None:
    scores, labels = np.array([3.0, 2.0, 2.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0])
    assert auroc(scores, labels) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert np.isnan(auroc(scores, np.ones(4)))


def test_what_is_said_and_what_happens_differ_by_the_calibration_error() -> None:
    said, happened = np.full(100, 0.9), np.array([1.0] * 70 + [0.0] * 30)
    assert calibration_error(said, happened, bins=1) == pytest.approx(0.2)


def test_wrong_answers_that_seem_sure_cost_more_area_than_those_that_do_not() -> None:
    sure = np.array([0.9, 0.5, 0.7, 0.1])
    assert risk_coverage_area(sure, np.array([1.0, 1.0, 1.0, 0.0])) == pytest.approx(0.25 / 4)
    assert risk_coverage_area(sure, np.array([0.0, 1.0, 1.0, 1.0])) == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)


def test_an_interval_holds_the_value_and_grows_with_the_documents_differences() -> None:
    alike, apart = np.array([0.0, 1.0] * 20), np.array([0.0] * 20 + [1.0] * 20)
    groups = [f"document {number // 10}" for number in range(40)]
    narrow = with_interval(lambda rows: float(alike[rows].mean()), groups)
    wide = with_interval(lambda rows: float(apart[rows].mean()), groups)
    assert narrow.low <= narrow.value <= narrow.high
    assert wide.high - wide.low > narrow.high - narrow.low
