"""Telling the living from the dead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from bot.presence import FileLocks, Locks, Presence, SessionLocks
from retrieval.database import Place, open_database
from tests.postgres import Server


@pytest.fixture
def locks(place: Place, tmp_path: Path) -> Iterator[Locks]:
    if isinstance(place, Path):
        yield FileLocks(tmp_path / "alive")
        return
    with sessions(place) as locks:
        yield locks


@contextmanager
def sessions(url: str) -> Iterator[SessionLocks]:
    engine = open_database(url, MetaData())
    try:
        yield SessionLocks(engine)
    finally:
        engine.dispose()


def test_a_process_is_alive_until_it_leaves(locks: Locks) -> None:
    one, other = Presence(locks), Presence(locks)
    assert one.is_alive(other.name)
    assert other.is_alive(one.name)
    assert one.is_alive(other.name)
    other.close()
    assert not one.is_alive(other.name)
    assert not one.is_alive(other.name)
    one.close()


def test_nobody_of_an_unknown_name_is_alive(locks: Locks) -> None:
    presence = Presence(locks)
    assert not presence.is_alive("somebody")
    presence.close()


def test_the_traces_of_the_dead_are_removed(tmp_path: Path) -> None:
    (tmp_path / "dead").touch()
    presence = Presence(FileLocks(tmp_path))
    assert not presence.is_alive("dead")
    presence.close()
    assert list(tmp_path.iterdir()) == []


def test_a_process_whose_session_was_cut_shows_again_that_it_is_alive(postgres: Server) -> None:
    url = postgres.new_database()
    with sessions(url) as here, sessions(url) as there:
        one, other = Presence(here), Presence(there)
        postgres.end_sessions()
        other.keep()
        assert not other.is_alive(one.name)
        one.keep()
        assert other.is_alive(one.name)
        one.close()
        other.close()
