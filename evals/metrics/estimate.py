"""A figure with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict

from evals.intervals import share
from evals.metrics.bootstrap import Floats, interval, resampled, resampled_means


class Estimate(BaseModel):
    """A figure over ``n`` cases and its interval; ``hits`` where it is a share."""

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float
    n: int
    hits: int | None = None


def proportion(hits: Sequence[float], confidence: float = 0.95) -> Estimate | None:
    """A share with its Wilson interval; None of nothing."""
    if not hits:
        return None
    found = share(int(sum(hits)), len(hits), confidence)
    return Estimate(value=found.value, low=found.low, high=found.high, n=found.n, hits=found.hits)


def mean(values: Sequence[float], groups: Sequence[str], confidence: float = 0.95) -> Estimate | None:
    """A mean with its interval from the cluster bootstrap; None of nothing."""
    if not values:
        return None
    low, high = interval(resampled_means(values, groups), confidence)
    return Estimate(value=float(np.mean(values)), low=low, high=high, n=len(values))


def statistic(
    of: Callable[..., float], groups: Sequence[str], *columns: Sequence[float], confidence: float = 0.95
) -> Estimate | None:
    """Any statistic of some columns of numbers with its interval from the cluster bootstrap; None of nothing."""
    if not groups:
        return None
    arrays: list[Floats] = [np.asarray(column, dtype=float) for column in columns]
    low, high = interval(resampled(lambda drawn: of(*(array[drawn] for array in arrays)), groups), confidence)
    return Estimate(value=of(*arrays), low=low, high=high, n=len(groups))
