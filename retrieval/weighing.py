"""How surely a sentence answers: a logistic model over its signals, fitted and calibrated by ``training.weigh``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import SIGNALS, Candidate

FITTED = Path(__file__).parent / "weights" / "evidence.json"
ANSWERS = 0.35  # below this, Pincite declines, unless it is told how often it may be wrong
_ELSE = 0.1  # of its probability is left to a sentence that names something else
Floats = NDArray[np.float64]
# Without a reader; after it read the passages; after it read the best of their sentences alone, too.
Look = Literal["plain", "first", "second"]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Bias, weights in the order of ``SIGNALS``, and the line that makes the best score a probability (Platt 1999).

    ``dial`` pairs a share of wrong answers with the probability from which on answers stay within it, ascending.
    """

    bias: float
    weights: tuple[float, ...]
    slope: float
    offset: float
    dial: tuple[tuple[float, float], ...] = ()

    def scores(self, signals: Floats) -> Floats:
        """The logits of sentences, from their signals [sentences, signals]."""
        logits: Floats = signals @ np.array(self.weights) + self.bias
        return logits

    def threshold(self, max_error: float | None) -> float:
        """The probability below which to decline, so that at most this share of the answers is wrong."""
        if max_error is None:
            return ANSWERS
        shares, thresholds = zip(*self.dial, strict=True)
        return float(np.interp(max_error, shares, thresholds))

    def ranked(self, found: Sequence[Candidate], must: frozenset[str] = frozenset()) -> list[tuple[Candidate, float]]:
        """Candidates with the probability that the question is answered rightly by each, best first.

        One that lacks a stem of ``must`` is about something else.
        """
        if not found:
            return []
        logits = self.slope * self.scores(np.array([each.signals for each in found])) + self.offset
        apt = np.array([1.0 if not must or must <= each.named else _ELSE for each in found])
        sure = apt / (1.0 + np.exp(-logits))
        return sorted(zip(found, sure.tolist(), strict=True), key=lambda pair: -pair[1])


@cache
def weighing(look: Look) -> Weighing:
    """The model fitted to what is known of a sentence at a look."""
    return of_fitted(json.loads(FITTED.read_text(encoding="utf-8"))[look])


def of_fitted(fitted: Mapping[str, Any]) -> Weighing:
    """The model as ``training.weigh`` writes it."""
    weights = tuple(fitted["weights"].get(name, 0.0) for name in SIGNALS)
    dial = tuple((share, threshold) for share, threshold in fitted["dial"])
    return Weighing(fitted["bias"], weights, **fitted["calibration"], dial=dial)
