"""Every metric: what it is called, what it says, which way is better, and how it is reckoned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from evals.metrics.bootstrap import Floats
from evals.metrics.calibration import brier_score, expected_calibration_error
from evals.metrics.estimate import Estimate, mean, proportion, statistic
from evals.metrics.selective import area_under_risk
from evals.runs.result import Result

Results = Sequence[Result]


class Measure(Protocol):
    """How a figure is reckoned, with an interval of a given confidence; None where it applies to no result."""

    def __call__(self, results: Results, confidence: float = 0.95) -> Estimate | None:
        """The figure."""
        ...


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over results. ``per_case`` gives its value for one case, None where it does not apply.

    ``unit`` is ``share`` (0 to 1), ``score`` (any number) or ``ms``.
    """

    key: str
    title: str
    meaning: str
    measure: Measure
    per_case: Callable[[Result], float | None] | None = None
    more_is_better: bool = True
    unit: str = "share"
    binary: bool = False


def _share(key: str, title: str, meaning: str, of: Callable[[Result], float | None], *, good: bool = True) -> Metric:
    def measure(results: Results, confidence: float = 0.95) -> Estimate | None:
        return proportion([value for result in results if (value := of(result)) is not None], confidence)

    return Metric(key, title, meaning, measure, of, good, binary=True)


def _mean(key: str, title: str, meaning: str, of: Callable[[Result], float | None], *, good: bool = True) -> Metric:
    def measure(results: Results, confidence: float = 0.95) -> Estimate | None:
        known = [(value, result.group) for result in results if (value := of(result)) is not None]
        return mean([value for value, _ in known], [group for _, group in known], confidence)

    return Metric(key, title, meaning, measure, of, good)


def _answers(key: str, title: str, meaning: str, of: Callable[[Floats, Floats], float]) -> Metric:
    def measure(results: Results, confidence: float = 0.95) -> Estimate | None:
        given = [result for result in results if result.answered]
        columns = confidences(given).tolist(), rightness(given).tolist()
        return statistic(of, [result.group for result in given], *columns, confidence=confidence)

    return Metric(key, title, meaning, measure, more_is_better=False, unit="score")


def _latency(key: str, title: str, quantile: float) -> Metric:
    def measure(results: Results, confidence: float = 0.95) -> Estimate | None:
        given = [result for result in results if "answered" in result.scores]
        groups, elapsed = [result.group for result in given], [each.elapsed_ms for each in given]
        return statistic(lambda ms: float(np.quantile(ms, quantile)), groups, elapsed, confidence=confidence)

    return Metric(key, title, "Time from question to answer.", measure, more_is_better=False, unit="ms")


def _scored(key: str) -> Callable[[Result], float | None]:
    return lambda result: result.scores.get(key)


def _coverage(result: Result) -> float | None:
    return result.scores.get("answered") if result.case.answerable else None


def _selective(result: Result) -> float | None:
    return result.scores["correct"] if result.answered else None


def _declined(result: Result) -> float | None:
    known = result.scores.get("answered")
    return None if result.case.answerable or known is None else 1.0 - known


METRICS = (
    _share(
        "accuracy", "Accuracy", "Cases right: answered with fact and source, or rightly declined.", _scored("correct")
    ),
    _share("coverage", "Coverage", "Answerable questions that were answered, rightly or not.", _coverage),
    _share("selective_accuracy", "Selective accuracy", "Of the answers given, those that are right.", _selective),
    _share("declined_rightly", "Declined rightly", "Unanswerable questions that were declined.", _declined),
    _answers("aurc", "Area under risk-coverage", "Mean risk over all coverages.", area_under_risk),
    _answers("ece", "Calibration error (ECE)", "Mean gap between confidence and accuracy.", expected_calibration_error),
    _answers("brier", "Brier score", "Mean squared gap between confidence and truth.", brier_score),
    _mean(
        "citation_precision",
        "Citation precision",
        "Quoted characters that stand in an anchor.",
        _scored("citation_precision"),
    ),
    _mean("citation_recall", "Citation recall", "Characters of the best anchor quoted.", _scored("citation_recall")),
    _share(
        "reference_accuracy",
        "Reference accuracy",
        "Answers whose quote carries a right reference.",
        _scored("reference"),
    ),
    _share(
        "wrong_document",
        "Wrong document",
        "Answers that quote no article that answers.",
        _scored("wrong_document"),
        good=False,
    ),
    _mean("recall@1", "Evidence recall@1", "Items to say that the first passage holds.", _scored("recall@1")),
    _mean("recall@5", "Evidence recall@5", "Items to say that the first five passages hold.", _scored("recall@5")),
    _mean("recall@10", "Evidence recall@10", "Items to say that the first ten passages hold.", _scored("recall@10")),
    _mean("ndcg@10", "nDCG@10", "Ranking of the passages that hold an anchor.", _scored("ndcg@10")),
    _mean("rr", "Reciprocal rank", "One over the rank of the first such passage.", _scored("rr")),
    _share("conflict_recall", "Conflict recall", "Known conflicts that are marked as such.", _scored("conflict_shown")),
    _share(
        "conflict_false_alarms",
        "Conflict false alarms",
        "Other cases in which one was shown.",
        _scored("false_alarm"),
        good=False,
    ),
    _latency("latency_p50", "Latency, median", 0.5),
    _latency("latency_p95", "Latency, 95th percentile", 0.95),
)
BY_KEY = {metric.key: metric for metric in METRICS}


def figures(results: Results, metrics: Iterable[Metric] = METRICS) -> dict[str, Estimate]:
    """Every metric that applies to some of the results."""
    found = {metric.key: metric.measure(results) for metric in metrics}
    return {key: estimate for key, estimate in found.items() if estimate is not None}


def confidences(results: Results) -> Floats:
    """The confidence of answers."""
    return np.array([result.scores["confidence"] for result in results])


def rightness(results: Results) -> Floats:
    """1 for answers that are correct."""
    return np.array([result.scores["correct"] for result in results])


def formatted(value: float, metric: Metric) -> str:
    """A figure as people read it."""
    if metric.unit == "ms":
        return f"{value:,.0f} ms"
    return f"{value:.1%}" if metric.unit == "share" else f"{value:.3f}"
