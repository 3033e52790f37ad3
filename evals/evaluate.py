"""One evaluation from case files to reports: what ``pincite eval`` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
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
from evals.runs.runner import looked_up, run
from evals.scoring.founded import knows_any
from evals.scoring.score import Outcome
from evals.subjects.subject import Subject
from retrieval.errors import UsageError
from retrieval.index import Index


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked, what it is measured against, where an interrupted run is kept, and whether to begin it anew."""

    cases: Path = FACTS
    only: tuple[str, ...] = ()
    baseline: Path | None = None
    gates: tuple[str, ...] = ()
    journals: Path | None = None
    fresh: bool = False


def evaluate(
    subjects: Sequence[Subject], index: Index, console: Console, options: Options, reports: Reports
) -> Evaluation:
    """Ask the first subject and, beside it, the others; write the reports, print the result.

    The progress bar goes to the same console and leaves nothing behind. Raises CaseError for wrong case files, and
    UsageError for a wrong gate, a baseline that cannot be read, or a file that cannot be written: all before asking,
    where that can be known. Until all is written, what was answered is kept: the same call goes on from there.
    """
    reports.check()
    gates = [parse_gate(text) for text in options.gates]
    baseline = read_run(options.baseline) if options.baseline else None
    if baseline is None and (relative := next((gate for gate in gates if gate.relative), None)):
        raise UsageError(f"--gate {relative.text!r} compares with a baseline; name one with --baseline RUN.json")
    cases = _chosen(load_cases(options.cases), options.only)
    labels = Labels(cases, read_anchors(options.cases), index.store)
    with ExitStack() as journals:
        asked, *beside = [_run(subject, cases, labels, index, console, options, journals) for subject in subjects]
        compared = compare(baseline, asked) if baseline else None
        decisions = tuple(decide(gate, asked, compared) for gate in gates)
        evaluation = Evaluation(asked, compared, decisions, tuple(beside))
        try:
            reports.write(evaluation, index.store.text)
        finally:
            console.print(render(evaluation))
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
    subject: Subject,
    cases: tuple[Case, ...],
    labels: Labels,
    index: Index,
    console: Console,
    options: Options,
    journals: ExitStack,
) -> Run:
    made_with = provenance(cases, index.store, subject.name, subject.describe())
    started = datetime.now(UTC).isoformat(timespec="seconds")
    journal = journals.enter_context(Journal(options.journals, made_with, cases, index.folder, fresh=options.fresh))
    known = journal.known
    if known:
        console.print(f"Going on with a run that did not end: {len(known)} cases are answered already.")
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:

        def told(result: Result) -> None:
            journal.add(result)
            progress.advance(task)

        task = progress.add_task(f"Asking {subject.name}", total=len(cases) - len(known))
        results = run(cases, subject.ask, labels.of, known, told)
    ours = knows_any((result.answer for result in results if result.answer), index.store)
    results = looked_up(results, index.store) if ours else results
    notes = tuple(_notes(results, len(known), foreign=ours is False))
    return Run(started=started, made_with=made_with, rotten=tuple(labels.rotten), notes=notes, results=results)


def _notes(results: Sequence[Result], known: int, *, foreign: bool) -> Iterator[str]:
    if known:
        yield f"{known} of {len(results)} answers were taken over from an interrupted run; --fresh asks for all anew."
    if foreign:
        yield "No document that was cited is among the indexed sources: no quote was looked up in them."
    if failed := sum(result.outcome is Outcome.ERROR for result in results):
        yield f"{failed} of {len(results)} cases ended in an error; the same command asks only them again."
