"""Columns that a SQLite file of an earlier release lacks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def add_columns(db: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    """Add those that the table lacks; ``columns`` gives their declarations by name.

    Where none is missing nothing is written: a reader must not wait for a writer.
    """
    if not columns.keys() - _present(db, table):
        return
    db.execute("BEGIN IMMEDIATE")  # two processes may start at once
    for name in columns.keys() - _present(db, table):
        db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {columns[name]}")
    db.execute("COMMIT")


def _present(db: sqlite3.Connection, table: str) -> set[str]:
    return {str(name) for _, name, *_ in db.execute(f"PRAGMA table_info({table})")}
