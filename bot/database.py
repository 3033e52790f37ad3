"""The bot's database, which several threads and processes share."""

from __future__ import annotations

from sqlalchemy import Engine, MetaData

from retrieval import database
from retrieval.database import Place


def open_database(place: Place, tables: MetaData) -> Engine:
    """Open or create it with these tables. Raises UsageError when that is not possible."""
    return database.open_database(
        place, tables, "The bot's state file", "move it away, or set SLACK_STATE to another place"
    )
