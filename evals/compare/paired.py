"""Whether a change between two runs of the same cases is more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, norm

from evals.metrics.bootstrap import interval, resampled_means

Row = tuple[float, float, str]  # before, after, group


@dataclass(frozen=True, slots=True)
class Change:
    """The mean change over ``n`` cases with the interval of the paired cluster bootstrap.

    ``gained`` and ``lost`` count the cases that rose and fell, ``spread`` is the standard deviation of the changes.
    ``p`` is the exact McNemar test, None for a measure that is not yes or no.
    """

    before: float
    after: float
    low: float
    high: float
    n: int
    gained: int
    lost: int
    spread: float
    p: float | None

    @property
    def value(self) -> float:
        """The change itself."""
        return self.after - self.before


def change(rows: Sequence[Row], confidence: float = 0.95, *, exact: bool = True) -> Change:
    """The change from before to after. Both runs asked the same cases, so only the differences vary."""
    before, after = (np.array([row[place] for row in rows], dtype=float) for place in (0, 1))
    differences = after - before
    low, high = interval(resampled_means(differences.tolist(), [row[2] for row in rows]), confidence)
    gained, lost = int((differences > 0).sum()), int((differences < 0).sum())
    return Change(
        before=float(before.mean()),
        after=float(after.mean()),
        low=low,
        high=high,
        n=len(rows),
        gained=gained,
        lost=lost,
        spread=float(differences.std(ddof=1)) if len(rows) > 1 else 0.0,
        p=mcnemar(gained, lost) if exact else None,
    )


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p of McNemar's test: flips in both directions would be equally likely by chance alone."""
    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def cases_needed(found: Change, bound: float, confidence: float) -> int | None:
    """How many cases more would decide whether the change is above a bound, if it stays what it is.

    From the normal interval: its half width shrinks with the root of the number of cases. None when the change lies on
    the bound, so that no number would do.
    """
    distance = abs(found.value - bound)
    if math.isclose(distance, 0.0, abs_tol=1e-12):
        return None
    z = float(norm.ppf(0.5 + confidence / 2))
    return max(math.ceil((z * found.spread / distance) ** 2) - found.n, 1)
