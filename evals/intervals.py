"""How far a measured share may be from the true one."""

from __future__ import annotations

from typing import NamedTuple

from scipy.stats import binomtest


class Share(NamedTuple):
    """``hits`` of ``n`` and the Wilson score interval of that share, from ``low`` to ``high``."""

    hits: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.hits / self.n if self.n else 0.0


def share(hits: int, n: int, confidence: float = 0.95) -> Share:
    """The share of ``hits`` in ``n`` with its interval; of nothing, nothing is known: from 0 to 1.

    Raises ValueError unless 0 <= hits <= n.
    """
    if n == 0 and hits == 0:
        return Share(0, 0, 0.0, 1.0)
    low, high = binomtest(hits, n).proportion_ci(confidence_level=confidence, method="wilson")
    return Share(hits, n, float(low), float(high))
