"""An evaluation as JSON: the run, which can be read back as a baseline, and its figures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson

from evals.compare.compared import Compared
from evals.evaluation import Evaluation
from evals.metrics.estimate import Estimate
from evals.scoring.score import Outcome


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """``accuracy``, ``outcomes``, ``metrics``, ``categories``, what was compared, then the run with every result."""
    run = evaluation.run
    accuracy = run.accuracy
    return {
        "accuracy": {"value": accuracy.value, **accuracy._asdict()},
        "outcomes": {outcome.value: run.count(outcome) for outcome in Outcome},
        "declined_rightly": run.declined_rightly,
        "metrics": _estimates(evaluation.figures),
        "categories": {category.value: _estimates(found) for category, found in evaluation.by_category.items()},
        "buckets": {bucket.value: len(results) for bucket, results in evaluation.buckets.items()},
        "beside": {name: _estimates(found) for name, found in evaluation.figures_beside},
        "comparison": _comparison(evaluation.compared) if evaluation.compared else None,
        "gates": [
            {"gate": each.gate.text, "verdict": each.verdict.value, "why": each.why, "more_cases": each.more}
            for each in evaluation.decisions
        ],
        **run.model_dump(mode="json"),
    }


def json_bytes(evaluation: Evaluation) -> bytes:
    """The same as a file."""
    return orjson.dumps(as_json(evaluation), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _estimates(found: dict[str, Estimate]) -> dict[str, Any]:
    return {key: estimate.model_dump(mode="json") for key, estimate in found.items()}


def _comparison(compared: Compared) -> dict[str, Any]:
    return {
        "baseline": compared.label,
        "unlike": list(compared.unlike),
        "changes": {key: {"value": change.value, **asdict(change)} for key, change in compared.changes.items()},
        "flipped": [
            {"case": after.case.id, "before": before.outcome.value, "after": after.outcome.value}
            for before, after in compared.flipped
        ],
    }
