"""One evaluation from case files to reports: what ``pincite eval`` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from evals.cases.anchors import read_anchors
from evals.cases.case import Case
from evals.cases.files import FACTS, load_cases
from evals.cases.rot import Labels
from evals.compare.compared import compare
from evals.compare.gate import decide, parse_gate
from evals.evaluation import Evaluation
from evals.report.files import Reports
from evals.report.terminal import render
from evals.runs.journal import Journal
from evals.runs.provenance import provenance
from evals.runs.result import Result
from evals.runs.run import Run, read_run
from evals.runs.runner import run
from evals.scoring.score import Outcome
from evals.subjects.subject import Subject
from retrieval.errors import UsageError
from retrieval.index import Index


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked, what it is measured against, and where an interrupted run is kept."""

    cases: Path = FACTS
    only: tuple[str, ...] = ()
    baseline: Path | None = None
    gates: tuple[str, ...] = ()
    journals: Path | None = None


def evaluate(
    subjects: Sequence[Subject], index: Index, console: Console, options: Options, reports: Reports
) -> Evaluation:
    """Ask the first subject and, beside it, the others; print the result, write the reports.

    The progress bar goes to the same console and leaves nothing behind. Raises CaseError for wrong case files, and
    UsageError for a wrong gate, a baseline that cannot be read, or a file that cannot be written: all before asking,
    where that can be known.
    """
    reports.check()
    gates = [parse_gate(text) for text in options.gates]
    baseline = read_run(options.baseline) if options.baseline else None
    if baseline is None and (relative := next((gate for gate in gates if gate.relative), None)):
        raise UsageError(f"--gate {relative.text!r} compares with a baseline; name one with --baseline RUN.json")
    cases = _chosen(load_cases(options.cases), options.only)
    labels = Labels(cases, read_anchors(options.cases), index.store)
    asked, *beside = [_run(subject, cases, labels, index, console, options) for subject in subjects]
    compared = compare(baseline, asked) if baseline else None
    decisions = tuple(decide(gate, asked, compared) for gate in gates)
    evaluation = Evaluation(asked, compared, decisions, tuple(beside))
    console.print(render(evaluation))
    reports.write(evaluation, index.store.text)
    return evaluation


def _chosen(cases: tuple[Case, ...], only: Sequence[str]) -> tuple[Case, ...]:
    """The cases whose id or category is named; all of them when nothing is."""
    if not only:
        return cases
    known = {case.id for case in cases} | {case.category.value for case in cases}
    if unknown := sorted(set(only) - known):
        raise UsageError(f"--only {unknown[0]!r} is neither a case nor a category; see the ids in the case files")
    return tuple(case for case in cases if case.id in only or case.category.value in only)


def _run(
    subject: Subject, cases: tuple[Case, ...], labels: Labels, index: Index, console: Console, options: Options
) -> Run:
    made_with = provenance(cases, index.store, subject.name, subject.describe())
    started = datetime.now(UTC).isoformat(timespec="seconds")
    with (
        Journal(options.journals, made_with, cases, index.folder) as journal,
        Progress(console=console, transient=True) as progress,
    ):
        if journal.known:
            console.print(f"Going on with a run that did not end: {len(journal.known)} cases are answered already.")

        def told(result: Result) -> None:
            journal.add(result)
            progress.advance(task)

        task = progress.add_task(f"Asking {subject.name}", total=len(cases) - len(journal.known))
        results = run(cases, subject.ask, labels.of, journal.known, told)
    if failed := sum(result.outcome is Outcome.ERROR for result in results):
        console.print(f"{failed} of {len(results)} cases ended in an error; the same command asks only them again.")
    return Run(started=started, made_with=made_with, rotten=tuple(labels.rotten), results=results)
