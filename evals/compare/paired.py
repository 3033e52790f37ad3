"""Whether a change between two runs of the same cases is more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, norm

from evals.compare.tango import Flips
from evals.metrics.bootstrap import interval, resampled_means

Row = tuple[float | None, float | None, str]  # before, after (None where a run does not count the case), group


@dataclass(frozen=True, slots=True)
class Change:
    """The change of a mean over ``n`` cases with its interval; ``shared`` of them count in both runs.

    ``gained`` and ``lost`` count the shared cases that rose and fell; ``spread`` is the standard deviation that the
    change has for one case. ``p`` is the exact McNemar test, None for a measure that is not yes or no, and where a case
    counts in one run alone, which that test knows nothing of.
    """

    before: float
    after: float
    low: float
    high: float
    n: int
    shared: int
    gained: int
    lost: int
    spread: float
    binary: bool
    p: float | None

    @property
    def value(self) -> float:
        """The change itself."""
        return self.after - self.before


def change(rows: Sequence[Row], confidence: float = 0.95, *, exact: bool = True) -> Change | None:
    """The change from before to after; None where one of the runs counts no case. ``exact`` is for yes or no.

    The interval is that of the cluster bootstrap over the pairs: a draw's mean after less its mean before, each of the
    cases that count there. Resampling sees no doubt where no case flipped, so that for yes or no it reaches at least as
    far to either side of the change as the score interval of Tango (1998) over the shared cases.
    """
    before, after = (np.array([row[place] for row in rows], dtype=float) for place in (0, 1))
    if np.isnan(before).all() or np.isnan(after).all():
        return None
    value = float(np.nanmean(after)) - float(np.nanmean(before))
    groups = [row[2] for row in rows]
    sampled = resampled_means(after.tolist(), groups) - resampled_means(before.tolist(), groups)
    low, high = interval(sampled, confidence)
    differences = (after - before)[~np.isnan(after - before)]
    flips = Flips(int((differences > 0).sum()), int((differences < 0).sum()), len(differences))
    if exact:
        below, above = flips.margins(confidence)
        low, high = max(min(low, value - below), -1.0), min(max(high, value + above), 1.0)
    return Change(
        before=float(np.nanmean(before)),
        after=float(np.nanmean(after)),
        low=low,
        high=high,
        n=len(rows),
        shared=flips.n,
        gained=flips.gained,
        lost=flips.lost,
        spread=float(np.nanstd(sampled)) * math.sqrt(len(rows)),
        binary=exact,
        p=mcnemar(flips.gained, flips.lost) if exact and flips.n == len(rows) else None,
    )


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p of McNemar's test: flips in both directions would be equally likely by chance alone."""
    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def cases_needed(found: Change, bound: float, confidence: float) -> int | None:
    """How many cases more would decide whether the change is above a bound, if it stays what it is.

    From the normal interval, whose half width shrinks with the root of the number of cases, and for yes or no from
    Tango's, too. None when the change lies on the bound, so that no number would do.
    """
    distance = abs(found.value - bound)
    if math.isclose(distance, 0.0, abs_tol=1e-12):
        return None
    variance = found.spread**2
    if found.binary and found.shared:
        variance = max(variance, Flips(found.gained, found.lost, found.shared).variance(bound))
    z = float(norm.ppf(0.5 + confidence / 2))
    return max(math.ceil(z**2 * variance / distance**2) - found.n, 1)
