"""The tables of the store, made or brought up to date when it is opened."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from importlib.resources import files

# Columns that earlier releases did not have.
_ADDED = ("reliability", "as_of")


def prepare(db: sqlite3.Connection) -> None:
    """Make what is missing. Where nothing is, nothing is written: a reader must not wait for an ingest."""
    db.executescript(files("retrieval").joinpath("schema.sql").read_text())
    present = {row[1] for row in db.execute("PRAGMA table_info(documents)")}
    for column in _ADDED:
        if column not in present:
            with suppress(sqlite3.OperationalError):  # another process was faster
                db.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    without = "FROM documents WHERE current AND NOT EXISTS (SELECT 1 FROM history)"
    if db.execute(f"SELECT 1 {without} LIMIT 1").fetchone():
        columns = "(doc_id, fingerprint, since)"
        db.execute(f"INSERT INTO history {columns} SELECT doc_id, fingerprint, ingested_at {without}")
