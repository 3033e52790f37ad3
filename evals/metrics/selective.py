"""Answering less often in order to be right more often: the risk-coverage curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evals.metrics.bootstrap import Floats


@dataclass(frozen=True, slots=True)
class Point:
    """Answering only from ``confidence`` up answers ``coverage`` of the questions, ``risk`` of them wrongly."""

    confidence: float
    coverage: float
    risk: float


def risk_coverage(confidence: Floats, correct: Floats, asked: int) -> list[Point]:
    """The curve over answers from the surest down (El-Yaniv and Wiener 2010); equally sure ones are one point."""
    order = np.argsort(-confidence, kind="stable")
    sure, wrong = confidence[order], np.cumsum(1 - correct[order])
    ends = [place for place in range(len(sure)) if place + 1 == len(sure) or sure[place + 1] < sure[place]]
    return [Point(float(sure[end]), (end + 1) / asked, float(wrong[end] / (end + 1))) for end in ends]


def area_under_risk(confidence: Floats, correct: Floats) -> float:
    """The mean risk over all coverages (AURC, Geifman and El-Yaniv 2017); 0 when all are right.

    Of equally sure answers none comes first: each counts as wrong as they are on average, which gives the expected
    area over all their orders and does not depend on the order of the cases.
    """
    _, tied, sizes = np.unique(-confidence, return_inverse=True, return_counts=True)
    wrong = np.repeat(np.bincount(tied, 1 - correct) / sizes, sizes)
    return float(np.mean(np.cumsum(wrong) / np.arange(1, len(wrong) + 1)))
