"""The bot's database: one SQLite file that several threads and processes share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from retrieval.errors import UsageError

_LOCK_SECONDS = 30.0


def open_database(path: Path, tables: MetaData) -> Engine:
    """Open or create the file with these tables. Raises UsageError when that is not possible."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _LOCK_SECONDS, "check_same_thread": False}
    )
    event.listen(engine, "connect", _keep_promises)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        tables.create_all(engine)
    except (OSError, SQLAlchemyError) as error:
        engine.dispose()
        raise UsageError(
            f"The bot's state file {path} cannot be used ({error}): move it away, or set SLACK_STATE to another place."
        ) from error
    return engine


def _keep_promises(connection: Any, record: object) -> None:
    del record
    connection.execute("PRAGMA foreign_keys = ON")
