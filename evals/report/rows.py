"""The figures of an evaluation as the cells of a table, for every report that is made of text."""

from __future__ import annotations

from evals.compare.gate import points
from evals.evaluation import Evaluation
from evals.metrics.catalogue import METRICS, formatted


def figure_rows(evaluation: Evaluation) -> tuple[list[str], list[list[str]]]:
    """The headings, and a row for each metric that applies; the last headings are the names of other subjects."""
    compared, others = evaluation.compared, evaluation.figures_beside
    change = ["change"] if compared else []
    head = ["figure", "value", "95 % interval", "cases", *change, *(name for name, _ in others)]
    rows = []
    for metric in METRICS:
        found = evaluation.figures.get(metric.key)
        if found is None:
            continue
        changed = compared.changes.get(metric.key) if compared else None
        rows.append(
            [
                metric.title,
                formatted(found.value, metric),
                f"{formatted(found.low, metric)} – {formatted(found.high, metric)}",
                str(found.n),
                *([points(changed.value) if changed else ""] if compared else []),
                *(formatted(other[metric.key].value, metric) if metric.key in other else "" for _, other in others),
            ]
        )
    return head, rows
