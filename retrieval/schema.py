"""The tables of the store, made or brought up to date when it is opened."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

from retrieval.columns import add_columns

# Columns that earlier releases did not have.
_ADDED = dict.fromkeys(("reliability", "as_of", "audience"), "TEXT NOT NULL DEFAULT ''")


def prepare(db: sqlite3.Connection) -> None:
    """Make what is missing. Where nothing is, nothing is written: a reader must not wait for an ingest."""
    db.executescript(files("retrieval").joinpath("schema.sql").read_text())
    add_columns(db, "documents", _ADDED)
    db.execute("CREATE INDEX IF NOT EXISTS documents_shelf ON documents (current, audience, doc_id)")
    without = "FROM documents WHERE current AND NOT EXISTS (SELECT 1 FROM history)"
    if db.execute(f"SELECT 1 {without} LIMIT 1").fetchone():
        columns = "(doc_id, fingerprint, since)"
        db.execute(f"INSERT INTO history {columns} SELECT doc_id, fingerprint, ingested_at {without}")
