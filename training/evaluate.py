"""Measure search, reader and weighing together on the question sets.

``python -m training.evaluate --data DIR --indexes DIR``

Every set must have been ingested before: ``pincite ingest --index INDEXES/<set> DIR/<set>/corpus.jsonl``. Only
questions about documents that nothing was trained or fitted on are asked, unless ``--every`` is given.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.reader import Reader
from retrieval.weighing import Weighing, weighing
from training.asking import Found, asked
from training.metrics import Floats, auroc, calibration_error, sigmoid, with_interval

SETS = ("squad2", "clapnq", "contractnli", "lbr_contractnli", "privacyqa_lbr", "policyqa", "mtrag_un")
Rows = NDArray[np.int64]


def main() -> None:
    """Read the arguments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--indexes", type=Path, required=True, help="folder with an index for each set")
    parser.add_argument("--sets", nargs="+", default=list(SETS))
    parser.add_argument("--every", action="store_true", help="ask about the documents of the training, too")
    parser.add_argument("--plain", action="store_true", help="without the reader")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments = parser.parse_args()
    reader = None if arguments.plain else Reader()
    weights = weighing(read=not arguments.plain)
    figures: dict[str, dict[str, dict[str, float]]] = {}
    print("| set | searched | questions (unanswerable) | evidence@1 | document@1 | AUROC | calibration error |")
    print("|---|---|---|---|---|---|---|")
    for name in arguments.sets:
        found = list(asked(name, arguments.data, arguments.indexes, reader, every=arguments.every))
        for scoped in (False, True):
            rows = [each for each in found if each.scoped is scoped]
            if rows:
                label = "scope" if scoped else "all"
                figures[f"{name}/{label}"] = _report(f"{name} | {label}", rows, weights)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _report(label: str, rows: Sequence[Found], weights: Weighing) -> dict[str, dict[str, float]]:
    best = [int(weights.scores(row.signals).argmax()) if len(row.signals) else None for row in rows]
    top = np.array(
        [
            weights.scores(row.signals).max() if number is not None else -50.0
            for row, number in zip(rows, best, strict=True)
        ]
    )
    answerable = [(row, number) for row, number in zip(rows, best, strict=True) if row.answerable]
    groups = [row.group for row, _ in answerable]
    evidence = np.array([0.0 if number is None else row.evidence[number] for row, number in answerable])
    document = np.array([0.0 if number is None else row.right_document[number] for row, number in answerable])
    labels = np.array([float(row.answerable) for row in rows])
    right = np.array([0.0 if number is None else row.evidence[number] for row, number in zip(rows, best, strict=True)])
    sure = sigmoid(weights.slope * top + weights.offset)
    figures = {
        "evidence_at_1": with_interval(_mean_of(evidence), groups),
        "document_at_1": with_interval(_mean_of(document), groups),
        "auroc": with_interval(_auroc_of(top, labels), [row.group for row in rows]),
        "calibration_error": with_interval(_error_of(sure, right), [row.group for row in rows]),
    }
    shown = " | ".join("-" if np.isnan(figure.value) else str(figure) for figure in figures.values())
    print(f"| {label} | {len(rows)} ({len(rows) - len(answerable)}) | {shown} |", flush=True)
    return {name: asdict(figure) for name, figure in figures.items()}


def _mean_of(values: Floats) -> Callable[[Rows], float]:
    return lambda rows: float(values[rows].mean())


def _error_of(sure: Floats, right: Floats) -> Callable[[Rows], float]:
    return lambda rows: calibration_error(sure[rows], right[rows])


def _auroc_of(scores: Floats, labels: Floats) -> Callable[[Rows], float]:
    return lambda rows: auroc(scores[rows], labels[rows])


if __name__ == "__main__":
    main()
