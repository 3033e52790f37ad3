"""Compare readers on questions that none of them was trained on, each with a weighing of its own.

``python -m training.compare --data DIR --indexes DIR --readers OLD.safetensors NEW.safetensors``

The weighing is fitted in five folds over documents, so that a reader is never judged by what was fitted on the same
questions, as it is when ``training.weigh`` has gone before ``training.evaluate``.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.evidence import ALONE, SIGNALS
from retrieval.ranker import read_again
from retrieval.reader import WEIGHTS, Reader
from retrieval.weighing import of_fitted
from training.asking import Found, Trial, labelled, trials
from training.evaluate import HEADER, report
from training.weigh import SETS, fit
from training.written import SEPARATOR

_FOLDS = 5


def main() -> None:
    """Read the arguments and print a table for each reader."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--indexes", type=Path, required=True, help="folder with an index for each set")
    parser.add_argument("--readers", type=Path, nargs="+", default=[WEIGHTS], help="files of exported weights")
    parser.add_argument("--sets", nargs="+", default=list(SETS))
    arguments = parser.parse_args()
    for weights in arguments.readers:
        reader = Reader(weights, sha256="")
        put = [each for name in arguments.sets for each in trials(name, arguments.data, arguments.indexes, reader)]
        print(f"\n{weights}\n\n{HEADER}")
        report(list(answered([each for each in put if each.found], reader)))


def answered(put: Sequence[Trial], reader: Reader) -> Iterator[tuple[Found, float]]:
    """The sentences of each trial, best first, and how sure the best is, as the other folds weigh them."""
    first = of_fitted(fit([labelled(trial, trial.found) for trial in put], [s for s in SIGNALS if s not in ALONE]))
    again = [read_again(trial.asked, first.ranked(trial.found, trial.asked.must), reader) for trial in put]
    rows = [labelled(trial, found) for trial, found in zip(put, again, strict=True)]
    for fold in range(_FOLDS):
        weighing = of_fitted(fit([row for row in rows if _fold(row) != fold], SIGNALS))
        for trial, found, row in zip(put, again, rows, strict=True):
            if _fold(row) == fold:
                ranked = weighing.ranked(found, trial.asked.must)
                yield labelled(trial, [each for each, _ in ranked]), ranked[0][1]


def _fold(row: Found) -> int:
    """The same for all questions about a document, or about a written collection."""
    return zlib.crc32(row.group.split(SEPARATOR)[0].encode()) % _FOLDS


if __name__ == "__main__":
    main()
