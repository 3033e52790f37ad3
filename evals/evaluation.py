"""Everything that reports show: a run, its figures, what stands beside it, and what the gates say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from evals.cases.case import Category
from evals.compare.compared import Compared
from evals.compare.gate import Decision
from evals.metrics.catalogue import figures
from evals.metrics.estimate import Estimate
from evals.runs.result import Result
from evals.runs.run import Run
from evals.scoring.bucket import Bucket


@dataclass(frozen=True)
class Evaluation:
    """A run with its baseline's changes, the gates' decisions, and runs of other subjects on the same cases."""

    run: Run
    compared: Compared | None = None
    decisions: tuple[Decision, ...] = ()
    beside: tuple[Run, ...] = ()

    @cached_property
    def figures(self) -> dict[str, Estimate]:
        """Every metric over all cases."""
        return figures(self.run.results)

    @cached_property
    def figures_beside(self) -> list[tuple[str, dict[str, Estimate]]]:
        """The same of each other subject, by name."""
        return [(run.made_with.subject, figures(run.results)) for run in self.beside]

    @property
    def notes(self) -> list[str]:
        """What a reader must know of the run, and of each that stands beside it."""
        beside = [f"{run.made_with.subject}: {note}" for run in self.beside for note in run.notes]
        return [*self.run.notes, *beside]

    @cached_property
    def by_category(self) -> dict[Category, dict[str, Estimate]]:
        """Every metric by category."""
        return {category: figures(part.results) for category, part in self.run.by_category.items()}

    @cached_property
    def buckets(self) -> dict[Bucket, list[Result]]:
        """The failed cases by where they went wrong, in the order of the steps."""
        found: dict[Bucket, list[Result]] = {bucket: [] for bucket in Bucket}
        for result in self.run.failures:
            found[result.bucket or Bucket.UNKNOWN].append(result)
        return {bucket: results for bucket, results in found.items() if results}

    @property
    def passed(self) -> bool:
        """Whether every gate is passed."""
        return all(decision.passed for decision in self.decisions)
