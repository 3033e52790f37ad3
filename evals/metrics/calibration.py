"""Whether a confidence means what it says: of the answers at 0.8, 8 in 10 should be right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evals.intervals import Share, share
from evals.metrics.bootstrap import Floats

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one tenth: their mean confidence, and how many are right."""

    confidence: float
    right: Share


def expected_calibration_error(confidence: Floats, correct: Floats) -> float:
    """The mean gap between confidence and accuracy over ten equal bins, by size (Guo et al. 2017)."""
    places = _places(confidence)
    sizes = np.bincount(places, minlength=BINS)
    gaps = np.abs(np.bincount(places, confidence - correct, minlength=BINS))
    return float(gaps.sum() / max(sizes.sum(), 1))


def brier_score(confidence: Floats, correct: Floats) -> float:
    """The mean squared gap between confidence and what came true, 0 or 1 (Brier 1950)."""
    return float(np.mean((confidence - correct) ** 2))


def reliability(confidence: Floats, correct: Floats) -> list[Bin]:
    """The bins that hold an answer, from the least sure up."""
    places = _places(confidence)
    return [
        Bin(float(confidence[places == place].mean()), share(int(correct[places == place].sum()), int(n)))
        for place, n in enumerate(np.bincount(places, minlength=BINS))
        if n
    ]


def _places(confidence: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.minimum((confidence * BINS).astype(np.intp), BINS - 1)
