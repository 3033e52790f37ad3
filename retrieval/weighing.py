"""How surely a sentence answers: a logistic model over the signals, its weights set by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from retrieval.evidence import Candidate

ANSWERS = 0.5  # below this, Pincite declines
_BIAS = -4.6
_WEIGHTS = (4.0, 1.0, 0.5, 2.5, 1.5, -1.0, 0.8, -1.0, 0.1)


def ranked(found: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """Candidates with their probability of answering, best first."""
    return sorted(((candidate, probability(candidate.signals)) for candidate in found), key=lambda pair: -pair[1])


def probability(signals: Sequence[float]) -> float:
    """The logistic model."""
    score = _BIAS + sum(weight * signal for weight, signal in zip(_WEIGHTS, signals, strict=True))
    return 1.0 / (1.0 + math.exp(-score))
