"""What is owed: once for each key, to one sender at a time, and not forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.database import open_database
from bot.message import notice
from bot.outbox import Outbox, Owed, Sequel
from bot.tables import TABLES

SEQUEL = Sequel("C1", "1.0", notice("I have asked."), notice("I could not ask."))
OWED = Owed("ask/1", "T1", "C2", "", notice("Can you help?"), SEQUEL)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    engine = open_database(tmp_path / "slack.sqlite", TABLES)
    yield Outbox(engine)
    engine.dispose()


def test_a_key_is_owed_once(outbox: Outbox) -> None:
    assert outbox.put(OWED)
    assert not outbox.put(replace(OWED, channel="C3"))
    assert outbox.has("ask/1")
    assert not outbox.has("ask/2")


def test_what_is_taken_is_nobody_else_s_and_comes_again_later(outbox: Outbox) -> None:
    outbox.put(OWED)
    taken = outbox.take()
    assert taken is not None
    assert (taken.message, taken.sequel, taken.tries) == (OWED.message, SEQUEL, 0)
    assert outbox.take() is None
    outbox.later(taken, 0)
    again = outbox.take()
    assert again is not None
    assert again.tries == 1


@pytest.mark.parametrize(("sent", "said"), [(True, SEQUEL.sent), (False, SEQUEL.refused)])
def test_the_sequel_is_owed_once_it_is_known_what_became_of_it(outbox: Outbox, sent: bool, said: object) -> None:
    outbox.put(OWED)
    taken = outbox.take()
    assert taken is not None
    outbox.done(taken, sent=sent)
    told = outbox.take()
    assert told is not None
    assert (told.channel, told.thread_ts, told.message) == ("C1", "1.0", said)
    outbox.done(told, sent=True)
    assert outbox.take() is None


def test_what_is_done_can_be_forgotten_and_what_is_owed_cannot(outbox: Outbox) -> None:
    outbox.put(OWED)
    outbox.put(replace(OWED, key="ask/2", sequel=None))
    taken = outbox.take()
    assert taken is not None
    outbox.done(replace(taken, sequel=None), sent=True)
    outbox.forget(-1)
    assert [outbox.has(key) for key in ("ask/1", "ask/2")] == [False, True]
