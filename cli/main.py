"""The ``pincite`` command: one module for each subcommand, one place for errors and exit codes."""

from __future__ import annotations

import atexit
import gc
import sqlite3
import sys
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperGroup
from typer.main import get_command

from retrieval.errors import PinciteError

# Where each subcommand stands: in a module's ``command``, or in its ``app`` where it has subcommands of its own.
_COMMANDS = {
    "ingest": "cli.ingest",
    "ask": "cli.ask",
    "verify": "cli.verify",
    "serve": "cli.serve",
    "play": "cli.play",
    "doctor": "cli.doctor",
    "eval": "cli.evaluate",
    "corpus": "cli.corpus",
    "log": "cli.log",
    "feedback": "cli.feedback",
    "watch": "cli.watch",
}


_GARBAGE = 50_000  # objects between two searches for garbage: what is imported is none, and is searched in vain


class _Lazy(TyperGroup):
    """Imports a subcommand when it is called, so that none pays for the others."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(_COMMANDS[cmd_name])
        found = getattr(module, "app", None)
        if found is None:
            found = typer.Typer(add_completion=False, rich_markup_mode=None)
            found.command(cmd_name)(module.command)
        command = get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="pincite",
    help="Answers in the sources' own words, every sentence tied to the exact place it stands.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    cls=_Lazy,
)


@app.callback()
def pincite() -> None:
    """Answers in the sources' own words, every sentence tied to the exact place it stands."""


def main() -> None:
    """Run a command. What went wrong is said in one line on stderr; the exit code is 2, as for a wrong call."""
    gc.set_threshold(_GARBAGE)
    atexit.register(gc.freeze)  # what ends with the process need not be searched for garbage first
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
    except (KeyboardInterrupt, typer.Abort):  # typer makes the second of the first, and of an end of the input
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
