"""Fit how the signals of a sentence are weighed, and how sure that makes an answer.

``python -m training.weigh --data DIR --indexes DIR --out retrieval/weights/evidence.json``

It uses documents that the reader was not trained on. Every set must have been ingested before:
``pincite ingest --index INDEXES/<set> DIR/<set>/corpus.jsonl``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from retrieval.evidence import ALONE, SIGNALS
from retrieval.ranker import read_again
from retrieval.reader import Reader
from retrieval.weighing import of_fitted
from training.asking import Found, Trial, labelled, trials
from training.metrics import Floats, platt, sigmoid

# policyqa's labels are too loose, and lbr_maud's documents too long, to tell much about single sentences.
_SETS = ("squad2", "clapnq", "contractnli", "lbr_contractnli", "privacyqa_lbr", "written")
_OF_THE_READER = ("sentence", "answerable", "phrase")
_RIDGE = 1.0
_SHARES = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4)


def main() -> None:
    """Read the arguments, fit the models of all looks, and write them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--indexes", type=Path, required=True, help="folder with an index for each set")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    arguments = parser.parse_args()
    reader = Reader()
    put = [trial for name in _SETS for trial in trials(name, arguments.data, arguments.indexes, reader) if trial.found]
    fitted = looks(put, reader)
    arguments.out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    print(f"{arguments.out}: fitted on {len(put)} questions")


def looks(put: Sequence[Trial], reader: Reader) -> dict[str, dict[str, object]]:
    """The models of every look; the second one sees only what the first chose for it."""
    rows = [labelled(trial, trial.found) for trial in put]
    first = fit(rows, [name for name in SIGNALS if name not in ALONE])
    plain = fit(rows, [name for name in SIGNALS if name not in (*_OF_THE_READER, *ALONE)])
    weighed = of_fitted(first)
    again = [
        labelled(trial, read_again(trial.asked, weighed.ranked(trial.found, trial.asked.must), reader)) for trial in put
    ]
    return {"first": first, "second": fit(again, SIGNALS), "plain": plain}


def fit(rows: Sequence[Found], names: Sequence[str]) -> dict[str, object]:
    """Logistic regression with a ridge on standardised signals; sets count alike, and questions within a set."""
    columns = [SIGNALS.index(name) for name in names]
    signals = np.concatenate([row.signals for row in rows])[:, columns]
    labels = np.concatenate([row.evidence for row in rows])
    sizes = Counter(row.name for row in rows)
    shares = [len(rows) / len(sizes) / sizes[row.name] for row in rows]
    counts = np.concatenate([np.full(len(row.evidence), share) for row, share in zip(rows, shares, strict=True)])
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    found = _logistic(np.column_stack([(signals - mean) / spread, np.ones(len(signals))]), labels, counts)
    weights = found[:-1] / spread
    bias = float(found[-1] - weights @ mean)
    tops = [row.signals[:, columns] @ weights + bias for row in rows]
    right = np.array([row.evidence[int(top.argmax())] for row, top in zip(rows, tops, strict=True)])
    best = np.array([top.max() for top in tops])
    slope, offset = platt(best, right)
    return {
        "bias": round(bias, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
        "calibration": {"slope": round(slope, 4), "offset": round(offset, 4)},
        "dial": dial(sigmoid(slope * best + offset), right, np.array(shares)),
    }


def dial(sure: Floats, right: Floats, counts: Floats) -> list[tuple[float, float]]:
    """For each share of wrong answers the lowest probability from which on answers stay within it; 1 where none does.

    That is the risk-coverage curve (El-Yaniv and Wiener 2010), read from the side of the risk.
    """
    order = np.argsort(-sure, kind="stable")
    risk = np.cumsum((counts * (1 - right))[order]) / np.cumsum(counts[order])
    found = [np.flatnonzero(risk <= share) for share in _SHARES]
    lowest = [float(sure[order][places[-1]]) if len(places) else 1.0 for places in found]
    return [(share, round(threshold, 4)) for share, threshold in zip(_SHARES, lowest, strict=True)]


def _logistic(inputs: Floats, labels: Floats, counts: Floats) -> Floats:
    """Weights of the columns of ``inputs``; the last column is the bias and is not held back."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = inputs @ weights
        held_back = np.append(weights[:-1], 0.0)
        value = counts @ (np.logaddexp(0, scores) - labels * scores) + _RIDGE / 2 * held_back @ held_back
        return float(value), inputs.T @ (counts * (sigmoid(scores) - labels)) + _RIDGE * held_back

    return np.asarray(minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x)


if __name__ == "__main__":
    main()
