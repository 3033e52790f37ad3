"""Fit which sentence the signals speak for, and how sure they make it that it answers.

``python -m training.weigh --data DIR --indexes DIR --out retrieval/weights/evidence.json``

It uses documents that the reader was not trained on. Every set must have been ingested before:
``pincite ingest --index INDEXES/<set> DIR/<set>/corpus.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import math
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
from training.metrics import Floats, sigmoid

# policyqa's labels are too loose, and lbr_maud's documents too long, to tell much about single sentences.
SETS = ("squad2", "clapnq", "contractnli", "lbr_contractnli", "privacyqa_lbr", "written")
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
    put = [trial for name in SETS for trial in trials(name, arguments.data, arguments.indexes, reader) if trial.found]
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
    """Two logistic regressions: over all sentences, and over the one of each question that the first chooses.

    A set counts as the square root of its questions, and its questions alike: a large one tells more, a small one is
    not drowned.
    """
    columns = [SIGNALS.index(name) for name in names]
    sizes = Counter(row.name for row in rows)
    shares = np.array([1 / math.sqrt(sizes[row.name]) for row in rows])
    shares *= len(rows) / shares.sum()
    signals = [row.signals[:, columns] for row in rows]
    weights, bias = _logistic(
        np.concatenate(signals),
        np.concatenate([row.evidence for row in rows]),
        np.concatenate([np.full(len(row.evidence), share) for row, share in zip(rows, shares, strict=True)]),
    )
    best = [int((each @ weights).argmax()) for each in signals]
    leads = np.array([each[place] for each, place in zip(signals, best, strict=True)])
    right = np.array([row.evidence[place] for row, place in zip(rows, best, strict=True)])
    sure_weights, sure_bias = _logistic(leads, right, shares)
    return {
        "choice": _linear(names, weights, bias),
        "certainty": _linear(names, sure_weights, sure_bias),
        "dial": dial(sigmoid(leads @ sure_weights + sure_bias), right, shares),
    }


def _linear(names: Sequence[str], weights: Floats, bias: float) -> dict[str, object]:
    named = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return {"bias": round(bias, 4), "weights": named}


def dial(sure: Floats, right: Floats, counts: Floats) -> list[tuple[float, float]]:
    """For each share of wrong answers the lowest probability from which on answers stay within it; 1 where none does.

    That is the risk-coverage curve (El-Yaniv and Wiener 2010), read from the side of the risk.
    """
    order = np.argsort(-sure, kind="stable")
    risk = np.cumsum((counts * (1 - right))[order]) / np.cumsum(counts[order])
    found = [np.flatnonzero(risk <= share) for share in _SHARES]
    lowest = [float(sure[order][places[-1]]) if len(places) else 1.0 for places in found]
    return [(share, round(threshold, 4)) for share, threshold in zip(_SHARES, lowest, strict=True)]


def _logistic(signals: Floats, labels: Floats, counts: Floats) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression with a ridge on the standardised signals."""
    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    inputs = np.column_stack([(signals - mean) / spread, np.ones(len(signals))])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = inputs @ weights
        held_back = np.append(weights[:-1], 0.0)
        value = counts @ (np.logaddexp(0, scores) - labels * scores) + _RIDGE / 2 * held_back @ held_back
        return float(value), inputs.T @ (counts * (sigmoid(scores) - labels)) + _RIDGE * held_back

    found = np.asarray(minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B").x)
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ mean)


if __name__ == "__main__":
    main()
