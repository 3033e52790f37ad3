"""One evaluation from case files to a printed report: what `pincite eval` does."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from evals.case_files import FACTS, load_cases
from evals.report import render, write_json
from evals.results import Report
from evals.runner import Ask, run
from retrieval.errors import UsageError


def evaluate(ask: Ask, console: Console, cases: Path = FACTS, json_file: Path | None = None) -> Report:
    """Ask the known facts, print the report, and write it as JSON where a file is named.

    The progress bar goes to the same console and leaves nothing behind. Raises CaseError for wrong case
    files, and UsageError when the JSON file cannot be written (a missing folder is noticed before asking).
    """
    if json_file and not json_file.absolute().parent.is_dir():
        raise UsageError(f"{json_file}: its folder does not exist; make it first, or name another file")
    loaded = load_cases(cases)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Asking the known facts", total=len(loaded))
        report = run(loaded, ask, lambda _: progress.advance(task))
    console.print(render(report))
    if json_file:
        _write(report, json_file)
    return report


def _write(report: Report, file: Path) -> None:
    try:
        write_json(report, file)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror}); name another file") from error
