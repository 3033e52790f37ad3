"""How much: a range of what the words of an amount allow, in one unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto

_EXACT, _ROUGH = 1e-9, 0.075
_SAME_TIME = 0.05  # three months are ninety days, or ninety-two


class Bound(Enum):
    """How the words around a number widen it."""

    ABOVE = auto()  # more than
    BELOW = auto()  # up to
    NEARLY = auto()
    ABOUT = auto()


@dataclass(frozen=True, slots=True)
class Amount:
    """What lies between ``low`` and ``high``, in a unit: a currency, "%", "days" or "" for a count.

    ``bound`` is 1 for "more than", -1 for "up to", 0 for all else; ``at`` is the number that is named.
    """

    low: float
    high: float
    unit: str
    at: float
    bound: int = 0

    def fits(self, other: Amount) -> bool:
        """Whether both can be the same amount. "Over 950 million" and "over a billion" are not the same claim."""
        if self.bound and self.bound == other.bound:
            return math.isclose(self.at, other.at, rel_tol=_ROUGH / 3)
        slack = _SAME_TIME if self.unit == "days" else _EXACT
        return self.low <= other.high * (1 + slack) and other.low <= self.high * (1 + slack)

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency."""
        return self.unit not in {"", "%", "days"}

    @property
    def exactness(self) -> int:
        """2 for a number, 1 for a bound or a range."""
        return 2 if not self.bound and self.high <= self.low * (1 + 2 * _ROUGH) else 1


def around(at: float, last_digit: float, unit: str, bound: Bound | None) -> Amount:
    """The amount that a number and the words before it name.

    ``last_digit`` is the unit of the last digit that is said ("1.7 billion": 100 million), 0 where every digit is.
    """
    half = min(last_digit * 0.499, at / 8)
    rough = max(half, _ROUGH * at)
    match bound:
        case Bound.ABOVE:
            return Amount(at, at + max(_round_step(at), at / 4), unit, at, 1)
        case Bound.BELOW:
            return Amount(0.0, at, unit, at, -1)
        case Bound.NEARLY:
            return Amount(at - 1.4 * rough, at, unit, at)
        case Bound.ABOUT:
            return Amount(at - rough, at + rough, unit, at)
    return Amount(at - half, at + half, unit, at)


def _round_step(at: float) -> float:
    """From a round number to the next: from one billion to two, from 950 million to a billion."""
    power = 10 ** math.floor(math.log10(at)) if at > 0 else 1.0
    while at / power != round(at / power) and power > _EXACT * at:
        power /= 10
    return power * (5 if round(at / power) % 10 == 5 else 1)
