"""What a run found, case by case and added up."""

from __future__ import annotations

from dataclasses import dataclass

from evals.cases import Case, Category
from evals.intervals import Share, share
from evals.score import Outcome
from retrieval.answer import Answer


@dataclass(frozen=True, slots=True)
class Result:
    """One case asked: the answer (None when asking failed), its outcome, and what was wrong with it."""

    case: Case
    answer: Answer | None
    outcome: Outcome
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a run, or of a part of it, in the order of the cases."""

    results: tuple[Result, ...]

    @property
    def accuracy(self) -> Share:
        """The share of correct results; an error is not correct."""
        return share(self.count(Outcome.CORRECT), len(self.results))

    @property
    def declined_rightly(self) -> int:
        """How many results are correct because the sources are silent and the question was declined."""
        return sum(result.outcome is Outcome.CORRECT and not result.case.answerable for result in self.results)

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results that are not correct."""
        return tuple(result for result in self.results if result.outcome is not Outcome.CORRECT)

    @property
    def by_category(self) -> dict[Category, Report]:
        """The part of each category that occurs, in the order in which Category names them."""
        parts = {
            category: tuple(result for result in self.results if result.case.category is category)
            for category in Category
        }
        return {category: Report(results) for category, results in parts.items() if results}

    def count(self, outcome: Outcome) -> int:
        """How many results have an outcome."""
        return sum(result.outcome is outcome for result in self.results)

    def failed(self, gate: float | None) -> bool:
        """Whether accuracy is below the gate (a share from 0 to 1); without a gate nothing fails."""
        return gate is not None and self.accuracy.value < gate
