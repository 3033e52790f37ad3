"""Measure search, reader and weighing together on the question sets.

``python -m training.evaluate --data DIR --indexes DIR``

Every set must have been ingested before: ``pincite ingest --index INDEXES/<set> DIR/<set>/corpus.jsonl``. Only
questions about documents that the reader was not trained on are asked, unless ``--every`` is given. The few weights of
``training.weigh`` were fitted on these; fitted in five folds over documents they give the same figures within .02.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.ranker import Ranker
from retrieval.reader import Reader
from training.asking import Found, Trial, labelled, trials
from training.metrics import Figure, Floats, auroc, calibration_error, risk_coverage_area, with_interval

SETS = ("squad2", "clapnq", "contractnli", "lbr_contractnli", "privacyqa_lbr", "policyqa", "mtrag_un", "written")
HEADER = """\
| set | searched | questions (unanswerable) | evidence@1 | document@1 | AUROC | risk-coverage area | calibration error |
|---|---|---|---|---|---|---|---|"""
Rows = NDArray[np.int64]
Figures = dict[str, dict[str, dict[str, float]]]


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
    ranker = Ranker(reader)
    figures: Figures = {}
    print(HEADER)
    for name in arguments.sets:
        put = trials(name, arguments.data, arguments.indexes, reader, every=arguments.every)
        figures |= report([_tried(trial, ranker) for trial in put])
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _tried(trial: Trial, ranker: Ranker) -> tuple[Found, float]:
    """The sentences of a trial, best first, and how sure the best is."""
    ranked = ranker.ranked(trial.asked, trial.found)
    return labelled(trial, [each for each, _ in ranked]), ranked[0][1] if ranked else 0.0


def report(tried: Sequence[tuple[Found, float]]) -> Figures:
    """Print a line for each set and each way of searching it, from the sentences, best first, and how sure the best is.

    The same as figures, by "set/scope" or "set/all".
    """
    figures: Figures = {}
    for name, scoped in sorted({(row.name, row.scoped) for row, _ in tried}):
        rows, sure = zip(*(each for each in tried if (each[0].name, each[0].scoped) == (name, scoped)), strict=True)
        searched = "scope" if scoped else "all"
        found = _figures(rows, np.array(sure))
        figures[f"{name}/{searched}"] = {each: asdict(figure) for each, figure in found.items()}
        silent = sum(not row.answerable for row in rows)
        shown = " | ".join("-" if np.isnan(figure.value) else str(figure) for figure in found.values())
        print(f"| {name} | {searched} | {len(rows)} ({silent}) | {shown} |", flush=True)
    return figures


def _figures(rows: Sequence[Found], sure: Floats) -> dict[str, Figure]:
    answerable = [row for row in rows if row.answerable]
    labels = np.array([float(row.answerable) for row in rows])
    right = _first(row.evidence for row in rows)
    own, all_groups = [row.group for row in answerable], [row.group for row in rows]
    return {
        "evidence_at_1": with_interval(_mean_of(_first(row.evidence for row in answerable)), own),
        "document_at_1": with_interval(_mean_of(_first(row.right_document for row in answerable)), own),
        "auroc": with_interval(lambda drawn: auroc(sure[drawn], labels[drawn]), all_groups),
        "risk_coverage_area": with_interval(lambda drawn: risk_coverage_area(sure[drawn], right[drawn]), all_groups),
        "calibration_error": with_interval(lambda drawn: calibration_error(sure[drawn], right[drawn]), all_groups),
    }


def _first(flags: Iterable[Floats]) -> Floats:
    """The flag of the best sentence of each question; 0 where none was found."""
    return np.array([each[0] if len(each) else 0.0 for each in flags])


def _mean_of(values: Floats) -> Callable[[Rows], float]:
    return lambda rows: float(values[rows].mean())


if __name__ == "__main__":
    main()
