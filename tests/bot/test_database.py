"""Opening the bot's database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from bot.database import open_database
from retrieval.errors import UsageError

TABLES = MetaData()
NUMBERS = Table("numbers", TABLES, Column("n", Integer, primary_key=True))


def test_what_one_opening_stored_the_next_one_reads(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.sqlite"
    engine = open_database(path, TABLES)
    with engine.begin() as connection:
        connection.execute(insert(NUMBERS).values(n=7))
    engine.dispose()
    engine = open_database(path, TABLES)
    with engine.begin() as connection:
        assert connection.execute(select(NUMBERS.c.n)).scalar_one() == 7
    engine.dispose()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_text("certainly not a database " * 100)
    with pytest.raises(UsageError, match=r"state\.sqlite"):
        open_database(path, TABLES)
