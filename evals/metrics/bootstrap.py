"""Intervals by resampling articles: cases about one article stand or fall together.

The cluster bootstrap (Field and Welsh 2007, "Bootstrapping clustered data"): whole groups are drawn with
replacement, and the percentiles of the statistic over many draws are the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]
Floats = NDArray[np.float64]
DRAWS = 2000
_FEWEST = 5  # groups: a draw from fewer says next to nothing, so that cases are drawn instead
_SEED = 20250121  # a figure must not change when nothing else does


def draws(groups: Sequence[str], count: int = DRAWS) -> Iterator[Indices]:
    """Indices of the members of groups that are drawn with replacement, ``count`` times."""
    numbers = _numbered(groups)
    members = [np.flatnonzero(numbers == number) for number in range(numbers.max() + 1)]
    random = np.random.default_rng(_SEED)
    for _ in range(count):
        yield np.concatenate([members[number] for number in random.integers(0, len(members), len(members))])


def resampled_means(values: Sequence[float], groups: Sequence[str], count: int = DRAWS) -> Floats:
    """The mean of every draw; a value that is NaN does not count, and a draw of no other values is NaN, too.

    The draws depend on the groups alone, so that the means of two columns over the same groups are paired.
    """
    numbers, known = _numbered(groups), np.asarray(values, dtype=float)
    sums = np.bincount(numbers, weights=np.nan_to_num(known))
    sizes = np.bincount(numbers, weights=~np.isnan(known))
    drawn = np.random.default_rng(_SEED).integers(0, len(sums), (count, len(sums)))
    with np.errstate(invalid="ignore"):
        means: Floats = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return means


def interval(sampled: Floats, confidence: float = 0.95) -> tuple[float, float]:
    """The middle part of the sampled values that holds ``confidence`` of them; NaN is none."""
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(sampled, [tail, 1 - tail])
    return float(low), float(high)


def resampled(statistic: Callable[[Indices], float], groups: Sequence[str], count: int = DRAWS // 4) -> Floats:
    """A statistic of every draw, for those that are no mean."""
    return np.array([statistic(indices) for indices in draws(groups, count)])


def _numbered(groups: Sequence[str]) -> Indices:
    names = {name: number for number, name in enumerate(sorted(set(groups)))}
    if len(names) < _FEWEST:
        return np.arange(len(groups))
    return np.array([names[name] for name in groups])
