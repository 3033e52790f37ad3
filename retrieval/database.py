"""What the product remembers beside the index: in a SQLite file, or in a PostgreSQL that several processes share."""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from retrieval.errors import UsageError

Place = Path | str  # a SQLite file, or the URL of a database

_LOCK_SECONDS = 30.0
_COMMON = {"hide_parameters": True}  # or an error would repeat what somebody asked
_PREPARING = 0x70696E63697465  # PostgreSQL's lock on making tables: the word "pincite"
_OTHERS = 0o077  # what a file lets everybody but its owner do
# A session whose machine is gone must end within a minute, for what it held to be free.
_NOTICE_DEATH = "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"


def open_database(place: Place, tables: MetaData, what: str = "The file", remedy: str = "mend it") -> Engine:
    """Open it with these tables, making what is missing; ``what`` and ``remedy`` name it where that fails.

    A file can be read by its owner only, as it tells who asked what. A transaction (``engine.begin()``) waits for
    others from its start; ``engine.connect()`` reads without one. Raises UsageError when it cannot be used.
    """
    try:
        engine = _engine(place)
    except (ImportError, OSError, SQLAlchemyError) as error:
        raise UsageError(_trouble(place, error, what, remedy)) from error
    try:
        missing = _missing(engine, tables)
        if isinstance(place, Path):
            _close_to_others(place)  # not before, as only now it is known to be a database
        if missing:
            _complete(engine, tables)
    except (OSError, SQLAlchemyError) as error:
        engine.dispose()
        raise UsageError(_trouble(place, error, what, remedy)) from error
    weakref.finalize(engine, engine.pool.dispose)  # closed with its last user
    return engine


def insert_new(engine: Engine, table: Table) -> Any:
    """An INSERT that leaves a row as it is which is there already."""
    if engine.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # here, because the import takes a tenth of a second
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]
    return insert(table).on_conflict_do_nothing()


def reading(engine: Engine) -> Connection:
    """A connection that reads, each statement by itself."""
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def storable(text: str) -> str:
    """A text as every database takes it: PostgreSQL takes every character but one."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def reason(error: Exception) -> str:
    """What the database itself says, in one line, without the statement."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _engine(place: Place) -> Engine:
    if isinstance(place, Path):
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():  # to close one that is in use would drop SQLite's locks on it
            os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o600))
        url = URL.create("sqlite", database=str(place))
        engine = create_engine(url, **_COMMON, connect_args={"timeout": _LOCK_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _keep_promises)
        event.listen(engine, "begin", _begin)
        return engine
    url = _parsed(place)
    if url.get_backend_name() != "postgresql":
        raise SQLAlchemyError("only postgresql://USER:PASSWORD@HOST/NAME is supported")
    url = url.set(drivername="postgresql+psycopg")
    return create_engine(url, **_COMMON, pool_pre_ping=True, connect_args={"options": _NOTICE_DEATH})


def _parsed(place: str) -> URL:
    """The URL in its parts. What raises here may hold a piece of the password, and is not passed on."""
    try:
        url = make_url(place)
        if place.count("@") > 1:  # the rest of a password that was cut off at the first one would be shown
            raise ValueError
    except (ArgumentError, ValueError):
        raise UsageError(
            "PINCITE_DATABASE_URL is not a URL such as postgresql://USER:PASSWORD@HOST/NAME; percent-encode special "
            "characters of the password."
        ) from None
    return url


def _close_to_others(file: Path) -> None:
    """SQLite gives the files that it makes beside this one the same mode."""
    if file.stat().st_mode & _OTHERS:
        file.chmod(0o600)


def _keep_promises(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # transactions begin where ``_begin`` says so
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _missing(engine: Engine, tables: MetaData) -> bool:
    with reading(engine) as connection:
        return any(_lacking(connection, table) != [] for table in tables.sorted_tables)


def _lacking(connection: Connection, table: Table) -> list[str] | None:
    """The columns that a table of an earlier release lacks; None where there is no such table."""
    found = inspect(connection)
    if not found.has_table(table.name):
        return None
    present = {column["name"] for column in found.get_columns(table.name)}
    return [column.name for column in table.columns if column.name not in present]


def _complete(engine: Engine, tables: MetaData) -> None:
    with engine.begin() as connection:  # two processes may start at once
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PREPARING})
        tables.create_all(connection)
        for table in tables.sorted_tables:
            for name in _lacking(connection, table) or ():
                declared = CreateColumn(table.columns[name]).compile(dialect=engine.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {declared}")
            for index in table.indexes:
                index.create(connection, checkfirst=True)


def _trouble(place: Place, error: Exception, what: str, remedy: str) -> str:
    if isinstance(place, Path):
        return f"{what} {place} cannot be used ({reason(error)}): {remedy}."
    if isinstance(error, ImportError):
        return "PINCITE_DATABASE_URL needs PostgreSQL's driver; install it: pip install 'pincite[postgresql]'."
    return f"The database that PINCITE_DATABASE_URL names cannot be used ({reason(error)}); mend it or unset it."
