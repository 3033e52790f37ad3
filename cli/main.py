"""The ``pincite`` command: one module for each subcommand, one place for errors and exit codes."""

from __future__ import annotations

import sqlite3
import sys

import typer
from rich.console import Console

from cli import ask, evaluate, ingest, serve, verify
from retrieval.errors import PinciteError

app = typer.Typer(
    name="pincite",
    help="Answers in the sources' own words, every sentence tied to the exact place it stands.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ingest")(ingest.command)
app.command("ask")(ask.command)
app.command("verify")(verify.command)
app.command("serve")(serve.command)
app.command("eval")(evaluate.command)


def main() -> None:
    """Run a command. What went wrong is said in one line on stderr; the exit code is 2, as for a wrong call."""
    try:
        app()
    except PinciteError as error:
        _complain(str(error))
        sys.exit(2)
    except sqlite3.Error as error:
        _complain(f"The index is busy or damaged ({error}); wait for other commands to end, or ingest anew.")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _complain(problem: str) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"pincite: {problem}")
