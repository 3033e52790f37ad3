"""A run beside its baseline, on the cases that both asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evals.compare.paired import Change, change
from evals.metrics.catalogue import METRICS, Metric
from evals.runs.provenance import Provenance
from evals.runs.result import Result
from evals.runs.run import Run, case_digest
from evals.scoring.score import Outcome
from retrieval.errors import UsageError

Pair = tuple[Result, Result]


@dataclass(frozen=True)
class Compared:
    """The results of the same cases in the baseline and now, and everything in which the two runs are unlike."""

    pairs: tuple[Pair, ...]
    unlike: tuple[str, ...]
    label: str

    @property
    def flipped(self) -> list[Pair]:
        """The cases that became right or stopped being right, the losses first."""
        flips = [pair for pair in self.pairs if _right(pair[0]) != _right(pair[1])]
        return sorted(flips, key=lambda pair: _right(pair[1]))

    @cached_property
    def changes(self) -> dict[str, Change]:
        """The change of every metric that is a mean over cases."""
        found = ((metric.key, self.change(metric)) for metric in METRICS)
        return {key: change for key, change in found if change is not None}

    def change(self, metric: Metric, confidence: float = 0.95) -> Change | None:
        """The change of a metric; None when it is no mean over cases, or no case has it in one of the runs.

        A case that has it in one run alone counts there: were it left out, answers that are given only now could all be
        wrong without a trace.
        """
        if metric.per_case is None:
            return None
        rows = [(metric.per_case(old), metric.per_case(result), result.group) for old, result in self.pairs]
        known = [row for row in rows if row[:2] != (None, None)]
        return change(known, confidence, exact=metric.binary) if known else None


def compare(baseline: Run, run: Run) -> Compared:
    """Pair the results of two runs. Raises UsageError when no case is the same in both."""
    old = {result.case.id: result for result in baseline.results}
    pairs = tuple(
        (old[result.case.id], result)
        for result in run.results
        if result.case.id in old and case_digest(old[result.case.id].case) == case_digest(result.case)
    )
    if not pairs:
        raise UsageError("The baseline asked none of these cases; record a new one with `pincite eval baseline`")
    made = baseline.made_with
    label = f"{made.subject or 'baseline'} at {made.commit[:10]}{' (changed)' if made.changed else ''}"
    return Compared(pairs, tuple(_unlike(baseline, run, len(pairs))), label)


def _unlike(baseline: Run, run: Run, shared: int) -> Iterator[str]:
    added, left = len(run.results) - shared, len(baseline.results) - shared
    if added or left:
        yield f"{shared} cases are the same; {added} here are new or changed, {left} of the baseline's are not asked"
    yield from _differences(baseline.made_with, run.made_with)


def _differences(old: Provenance, new: Provenance) -> Iterator[str]:
    if old.corpus != new.corpus:
        yield f"the sources differ: {old.documents} documents ({old.corpus}), now {new.documents} ({new.corpus})"
    if old.subject != new.subject:
        yield f"the subjects differ: {old.subject}, now {new.subject}"
    for name in sorted(old.settings.keys() | new.settings.keys()):
        before, after = old.settings.get(name, "not set"), new.settings.get(name, "not set")
        if before != after:
            yield f"{name} differs: {before}, now {after}"


def _right(result: Result) -> bool:
    return result.outcome is Outcome.CORRECT
