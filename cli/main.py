"""The ``pincite`` command: one module for each subcommand, one place for errors and exit codes."""

from __future__ import annotations

import sqlite3
import sys

import typer
from rich.console import Console

from cli import ask, corpus, evaluate, feedback, ingest, log, play, serve, verify, watch
from retrieval.errors import PinciteError

app = typer.Typer(
    name="pincite",
    help="Answers in the sources' own words, every sentence tied to the exact place it stands.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ingest")(ingest.command)
app.command("ask")(ask.command)
app.command("verify")(verify.command)
app.command("serve")(serve.command)
app.command("play")(play.command)
app.add_typer(evaluate.app, name="eval")
app.add_typer(corpus.app, name="corpus")
app.add_typer(log.app, name="log")
app.add_typer(feedback.app, name="feedback")
app.add_typer(watch.app, name="watch")


def main() -> None:
    """Run a command. What went wrong is said in one line on stderr; the exit code is 2, as for a wrong call."""
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], prog_name="pincite", standalone_mode=False))
    except typer.TyperException as error:
        problem = f"{error.format_message().rstrip('.')}; see `pincite --help`."
    except PinciteError as error:
        problem = str(error)
    except _database_errors() as error:
        problem = f"The index is busy or damaged ({error}); wait for other commands to end, or ingest anew."
    except _shared_database_errors() as error:
        problem = f"The log or the database cannot be used ({getattr(error, 'orig', error)}); try again, or mend it."
    except OSError as error:
        problem = f"{error.filename or 'A file'}: {error.strerror or error}; check the disk and the permissions."
    except KeyboardInterrupt:
        sys.exit(130)
    _complain(problem)
    sys.exit(2)


def _database_errors() -> tuple[type[Exception], ...]:
    """What the index raises; looked up only when something was raised, because the imports take long."""
    from chromadb.errors import ChromaError

    return sqlite3.Error, ChromaError


def _shared_database_errors() -> type[Exception]:
    from sqlalchemy.exc import SQLAlchemyError

    return SQLAlchemyError


def _complain(problem: str) -> None:
    line = " ".join(problem.split()).encode(errors="replace").decode()  # an argument may hold what is not UTF-8
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"pincite: {line}")
