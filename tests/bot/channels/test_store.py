"""The settings of channels as they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.database import open_database
from bot.tables import TABLES

EVERYTHING = ChannelSettings(
    documents=("contracts/", "*.md"),
    askers=("U1", "U2"),
    escalation="S1",
    unprompted=True,
    follow_ups=False,
    feedback=False,
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "slack.sqlite", TABLES)
    yield engine
    engine.dispose()


def test_a_channel_that_nobody_has_set_has_the_defaults(engine: Engine) -> None:
    assert Channels(engine).of("T1", "C1") == ChannelSettings()


def test_what_is_set_is_there_for_the_next_process_and_in_this_channel_of_this_team_alone(engine: Engine) -> None:
    Channels(engine).change("T1", "C1", EVERYTHING, by="U9")
    assert Channels(engine).of("T1", "C1") == EVERYTHING
    assert Channels(engine).of("T1", "C2") == Channels(engine).of("T2", "C1") == ChannelSettings()


def test_a_second_change_takes_the_place_of_the_first(engine: Engine) -> None:
    channels = Channels(engine)
    channels.change("T1", "C1", EVERYTHING, by="U9")
    channels.change("T1", "C1", ChannelSettings(feedback=False), by="U9")
    assert channels.of("T1", "C1") == ChannelSettings(feedback=False)


def test_each_part_of_the_bot_can_ask_for_what_it_needs(engine: Engine) -> None:
    channels = Channels(engine)
    channels.change("T1", "C1", EVERYTHING, by="U9")
    assert channels.escalate_to("T1", "C1") == "S1"
    assert not channels.wants_feedback("T1", "C1")
    assert not channels.wants_follow_ups("T1", "C1")
    assert channels.wants_feedback("T1", "C2")
    assert channels.wants_follow_ups("T1", "C2")
