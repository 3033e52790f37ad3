"""Gates: conditions that a run must meet.

``accuracy>=0.8``            the figure is at least 80 %
``accuracy>=80%@95``         the lower end of its 95 % interval is; while 80 % lies inside the interval, nobody knows
``accuracy>=-1pt@95``        against the baseline it has not fallen by more than one point, of which we are 95 % sure
``latency_p95<=900``         the other way round, for what should be small
``0.8``                      short for ``accuracy>=0.8``
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import norm

from evals.compare.compared import Compared
from evals.compare.paired import Change, cases_needed
from evals.metrics.catalogue import BY_KEY, Metric, formatted
from evals.metrics.estimate import Estimate
from evals.runs.run import Run
from retrieval.errors import UsageError

_GATE = re.compile(
    r"(?:(?P<metric>[\w@]+?)\s*(?P<sign>>=|<=)\s*)?(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>%|pt)?(?:@(?P<sure>\d+(?:\.\d+)?))?"
)


_ROUNDING = 1e-12


class Verdict(StrEnum):
    """What a gate says."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition: a metric, a bound, and how sure to be (0 to 1; None compares the figure alone)."""

    text: str
    metric: Metric
    at_least: bool
    bound: float
    relative: bool
    sure: float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A gate's verdict, and why, for people. ``more`` is how many further cases would decide it."""

    gate: Gate
    verdict: Verdict
    why: str
    more: int | None = None

    @property
    def passed(self) -> bool:
        """Whether the gate is passed: what is not decided is not passed."""
        return self.verdict is Verdict.PASS


def parse_gate(text: str) -> Gate:
    """Read a gate. Raises UsageError."""
    match = _GATE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"--gate {text!r} is not a condition; write 0.8, accuracy>=80%@95 or accuracy>=-1pt@95")
    name = match["metric"] or "accuracy"
    if name not in BY_KEY:
        raise UsageError(f"--gate {text!r}: there is no metric {name!r}; there are {', '.join(BY_KEY)}")
    relative = match["unit"] == "pt"
    if relative and BY_KEY[name].per_case is None:
        raise UsageError(
            f"--gate {text!r}: {name} is no mean over cases, so its change cannot be paired; gate its value"
        )
    bound = float(match["number"]) / (100 if match["unit"] else 1)
    sure = float(match["sure"]) / 100 if match["sure"] else None
    if sure is not None and not 0 < sure < 1:
        raise UsageError(f"--gate {text!r}: @{match['sure']} is not a confidence; write @95")
    if name == "accuracy" and not relative and not 0 <= bound <= 1:
        raise UsageError(f"--gate {text!r}: accuracy lies from 0 to 1; write 0.8 or 80%")
    return Gate(text.strip(), BY_KEY[name], match["sign"] != "<=", bound, relative, sure)


def decide(gate: Gate, run: Run, compared: Compared | None) -> Decision:
    """What a gate says of a run. Raises UsageError for a gate against the baseline without one."""
    if gate.relative:
        if compared is None:
            raise UsageError(f"--gate {gate.text!r} compares with a baseline; name one with --baseline RUN.json")
        found = compared.change(gate.metric, gate.sure or 0.95)
        return _against_baseline(gate, found) if found else _unmeasured(gate)
    figure = gate.metric.measure(run.results, gate.sure or 0.95)
    return _absolute(gate, figure) if figure else _unmeasured(gate)


def _unmeasured(gate: Gate) -> Decision:
    return Decision(gate, Verdict.FAIL, f"{gate.metric.title} could not be measured on any case")


def _absolute(gate: Gate, found: Estimate) -> Decision:
    value = formatted(found.value, gate.metric)
    between = f"{formatted(found.low, gate.metric)} to {formatted(found.high, gate.metric)}"
    why = f"{gate.metric.title} is {value} ({between}) over {found.n} cases"
    return _decided(gate, found, why, lambda sure: _cases_needed(found, gate.bound, sure))


def _against_baseline(gate: Gate, found: Change) -> Decision:
    why = f"{gate.metric.title} changed by {points(found.value)} ({points(found.low)} to {points(found.high)})"
    both = f", {found.shared} of them in both runs" if found.shared < found.n else ""
    why += f" on {found.n} cases{both}: {found.gained} rose, {found.lost} fell"
    why += f", exact McNemar p = {found.p:.2g}" if found.p is not None else ""
    return _decided(gate, found, why, lambda sure: cases_needed(found, gate.bound, sure))


def _decided(gate: Gate, found: Estimate | Change, why: str, needed: Callable[[float], int | None]) -> Decision:
    """Whether the bound lies below, above or inside the interval; without a confidence the figure alone decides."""
    sign = 1 if gate.at_least else -1
    low, high = (found.value, found.value) if gate.sure is None else (found.low, found.high)
    worst, best = sorted((sign * low, sign * high))
    if worst >= sign * gate.bound - _ROUNDING:
        return Decision(gate, Verdict.PASS, why)
    if gate.sure is None or best < sign * gate.bound:
        return Decision(gate, Verdict.FAIL, why)
    more = needed(gate.sure)
    needs = f"needs {more:,} more cases" if more else "no number of cases would decide it"
    return Decision(gate, Verdict.UNDECIDED, f"{why}; {needs}", more)


def _cases_needed(found: Estimate, bound: float, confidence: float) -> int | None:
    """How many cases more would decide on which side of a bound a figure lies, if it stays what it is.

    From Wilson's interval for a share; that of any other figure narrows with the root of the number of cases.
    """
    distance = abs(found.value - bound)
    if math.isclose(distance, 0.0, abs_tol=_ROUNDING):
        return None
    if found.hits is not None:
        needed = float(norm.ppf(0.5 + confidence / 2)) ** 2 * bound * (1 - bound) / distance**2
    else:
        half = found.value - found.low if bound < found.value else found.high - found.value
        needed = found.n * (half / distance) ** 2
    return max(math.ceil(needed) - found.n, 1)


def points(value: float) -> str:
    """A difference of shares in percentage points."""
    return f"{100 * value:+.1f} pt"
