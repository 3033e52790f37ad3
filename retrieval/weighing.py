"""Which sentence answers best, and how surely: two linear models over its signals, fitted by ``training.weigh``."""

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
ANSWERS = 0.4  # below this, Pincite declines, unless it is told how often it may be wrong
_ELSE = 0.1  # of its probability is left to a sentence that names something else
Floats = NDArray[np.float64]
# Without a reader; after it read the passages; after it read the best of their sentences alone, too.
Look = Literal["plain", "first", "second"]


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: its bias, and weights in the order of ``SIGNALS``."""

    bias: float
    weights: tuple[float, ...]

    def probabilities(self, signals: Floats) -> Floats:
        """Of sentences, from their signals [sentences, signals]."""
        found: Floats = 1.0 / (1.0 + np.exp(-(signals @ np.array(self.weights) + self.bias)))
        return found


@dataclass(frozen=True, slots=True)
class Weighing:
    """``choice`` says which of some sentences answers best, ``certainty`` how surely that one answers.

    What tells a sentence from its neighbours is not what tells an answer from none. ``dial`` pairs a share of wrong
    answers with the probability from which on answers stay within it, ascending.
    """

    choice: Linear
    certainty: Linear
    dial: tuple[tuple[float, float], ...] = ()

    def threshold(self, max_error: float | None) -> float:
        """The probability below which to decline, so that at most this share of the answers is wrong."""
        if max_error is None:
            return ANSWERS
        shares, thresholds = zip(*self.dial, strict=True)
        return float(np.interp(max_error, shares, thresholds))

    def ranked(self, found: Sequence[Candidate], must: frozenset[str] = frozenset()) -> list[tuple[Candidate, float]]:
        """Candidates with the probability that the question is answered rightly by each, best first.

        The others are as much less sure as they are less likely the right choice. One that lacks a stem of ``must`` is
        about something else.
        """
        if not found:
            return []
        signals = np.array([each.signals for each in found])
        apt = np.array([1.0 if not must or must <= each.named else _ELSE for each in found])
        likely = apt * self.choice.probabilities(signals)
        order = np.argsort(-likely, kind="stable")
        lead = order[0]
        sure = apt[lead] * self.certainty.probabilities(signals[lead]) * likely[order] / likely[lead]
        return [(found[number], probability) for number, probability in zip(order, sure.tolist(), strict=True)]


@cache
def weighing(look: Look) -> Weighing:
    """The models fitted to what is known of a sentence at a look."""
    return of_fitted(json.loads(FITTED.read_text(encoding="utf-8"))[look])


def of_fitted(fitted: Mapping[str, Any]) -> Weighing:
    """The models as ``training.weigh`` writes them."""
    dial = tuple((share, threshold) for share, threshold in fitted["dial"])
    return Weighing(_linear(fitted["choice"]), _linear(fitted["certainty"]), dial)


def _linear(fitted: Mapping[str, Any]) -> Linear:
    return Linear(fitted["bias"], tuple(fitted["weights"].get(name, 0.0) for name in SIGNALS))
