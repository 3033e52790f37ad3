"""Opening what is remembered beside the index: who can read a file, and what is said of a URL."""

from __future__ import annotations

import os
import stat
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert

from retrieval.database import open_database
from retrieval.errors import UsageError

TABLES = MetaData()
NUMBERS = Table("numbers", TABLES, Column("n", Integer, primary_key=True))


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    """A system that lets everybody read and write new files."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_new_file_and_what_stands_beside_it_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "state.sqlite"
    engine = open_database(file, TABLES)
    with engine.begin() as connection:
        connection.execute(insert(NUMBERS).values(n=7))
        modes = {each.name: mode(each) for each in file.parent.iterdir()}
    engine.dispose()
    assert modes == {"state.sqlite": 0o600, "state.sqlite-journal": 0o600}


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    open_database(file, TABLES).dispose()
    file.chmod(0o644)
    open_database(file, TABLES).dispose()
    assert mode(file) == 0o600


def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("certainly not a database " * 100)
    before = mode(file)
    for wrong in (file, tmp_path):
        with pytest.raises(UsageError, match="cannot be used"):
            open_database(wrong, TABLES)
    assert mode(file) == before


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:se@cret@127.0.0.1/pincite",
        "postgresql://me:se@cret:word@127.0.0.1:5432/pincite",
        "postgresql://me:se@cr/et@127.0.0.1/pincite",
        "postgresql://me:se@w/x?cret@127.0.0.1/pincite",
        "me:secret@127.0.0.1",
    ],
)
def test_a_password_that_is_not_escaped_is_told_without_any_of_it(url: str) -> None:
    with pytest.raises(UsageError, match=r"PINCITE_DATABASE_URL is not a URL .* percent-encode") as raised:
        open_database(url, TABLES)
    told = "".join(traceback.format_exception(raised.value))
    assert not [part for part in ("secret", "cret", "cr/et", "word@") if part in told]
