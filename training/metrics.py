"""Figures with intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


def auroc(scores: Floats, labels: Floats) -> float:
    """The share of (positive, negative) pairs in the right order, ties as half (Hanley and McNeil 1982)."""
    positives, negatives = scores[labels == 1], scores[labels == 0]
    if not len(positives) or not len(negatives):
        return float("nan")
    ordered = np.sort(negatives)
    below = np.searchsorted(ordered, positives, side="left")
    not_above = np.searchsorted(ordered, positives, side="right")
    return float((below + not_above).mean() / 2 / len(negatives))


def risk_coverage_area(sure: Floats, right: Floats) -> float:
    """The mean share of wrong answers among the surest one, two, and so on to all (Geifman et al. 2019)."""
    wrong = 1 - right[np.argsort(-sure, kind="stable")]
    return float((np.cumsum(wrong) / np.arange(1, len(wrong) + 1)).mean())


def with_interval(statistic: Callable[[NDArray[np.int64]], float], groups: Sequence[str]) -> Figure:
    """The statistic of all rows, and percentiles from resampling documents (Efron and Tibshirani 1993).

    Questions about one document rise and fall together, so that resampling questions would look too certain.
    """
    rng = np.random.default_rng(1)
    names = sorted(set(groups))
    rows = {name: np.array([row for row, group in enumerate(groups) if group == name]) for name in names}
    draws = []
    for _ in range(_RESAMPLES):
        picked = rng.integers(len(names), size=len(names))
        draws.append(statistic(np.concatenate([rows[names[number]] for number in picked])))
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return Figure(statistic(np.arange(len(groups))), float(low), float(high))


def sigmoid(logits: Floats) -> Floats:
    """The logistic function, safe for any logit."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float64)


def calibration_error(probabilities: Floats, labels: Floats, bins: int = 10) -> float:
    """Expected calibration error over bins of equal size (Guo et al. 2017)."""
    order = np.argsort(probabilities)
    parts = np.array_split(order, bins)
    gaps = [len(part) * abs(probabilities[part].mean() - labels[part].mean()) for part in parts if len(part)]
    return float(sum(gaps) / len(labels))
