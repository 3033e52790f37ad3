"""The score interval for the difference of two paired shares (Tango 1998, Statistics in Medicine 17:891).

It asks of each possible difference whether the flips that were seen contradict it, and so says something of few cases,
and of those in which none flipped: of n without a flip, the shares differ by at most z²/(n + z²).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.optimize import brentq
from scipy.stats import norm

_NEXT = 1e-9  # beside the change itself, where the score is always 0


@dataclass(frozen=True, slots=True)
class Flips:
    """Of ``n`` cases asked twice, how many became right and how many stopped being right."""

    gained: int
    lost: int
    n: int

    def margins(self, confidence: float) -> tuple[float, float]:
        """How far the interval reaches below and above the change; of no case, as far as shares can."""
        if self.n == 0:
            return 1.0, 1.0
        z = float(norm.ppf(0.5 + confidence / 2))
        return self._below(z), Flips(self.lost, self.gained, self.n)._below(z)

    def variance(self, difference: float) -> float:
        """The variance of one case's change, were the shares to differ by so much.

        The share that is lost is then the likeliest under that difference, the larger root of a quadratic equation.
        """
        gained, lost = self.gained / self.n, self.lost / self.n
        linear = (2 - gained + lost) * difference - gained - lost
        constant = -lost * difference * (1 - difference)
        likeliest = (math.sqrt(max(linear**2 - 8 * constant, 0.0)) - linear) / 4
        return max(2 * likeliest + difference * (1 - difference), 0.0)

    def _below(self, z: float) -> float:
        change = (self.gained - self.lost) / self.n

        def score(difference: float) -> float:
            return change - difference - z * math.sqrt(self.variance(difference) / self.n)

        if score(-1.0) <= 0:
            return change + 1.0
        return change - float(brentq(score, -1.0, change - _NEXT))
