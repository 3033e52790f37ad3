"""``pincite eval``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.opening import open_assistant
from cli.options import IndexOption


def command(
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="DIR", help="A folder of known facts, or one file.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every case with its answer.")
    ] = None,
    gate: Annotated[
        float, typer.Option("--gate", min=0.0, max=1.0, help="Exit with 1 when fewer of the cases are right.")
    ] = 0.0,
    index: IndexOption = None,
) -> None:
    """Ask the known facts and compare the answers."""
    # Imported here because scipy takes a second that no other command should pay.
    from evals.case_files import FACTS
    from evals.evaluate import evaluate

    report = evaluate(open_assistant(index).ask, Console(), cases or FACTS, json_file)
    if report.failed(gate):
        raise typer.Exit(1)
