"""Whose turn it is in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import open_database
from bot.incoming import Incoming
from bot.tables import TABLES
from bot.talks import Talks, is_meant, looks_like_a_question


def said(ts: str, who: str = "U1", text: str = "and when?") -> Incoming:
    return Incoming("T1", "C1", ts, "1.0", text, who)


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Talks]:
    engine = open_database(tmp_path / "slack.sqlite", TABLES)
    yield Talks(engine)
    engine.dispose()


def test_without_a_mention_nothing_is_for_the_bot(talks: Talks) -> None:
    assert not talks.goes_on(said("2.0"), to_others=False)


def test_whoever_mentioned_the_bot_goes_on_until_somebody_else_speaks(talks: Talks) -> None:
    talks.begin(said("1.0"))
    assert talks.goes_on(said("2.0"), to_others=False)
    assert not talks.goes_on(said("3.0", who="U2"), to_others=False)
    assert not talks.goes_on(said("4.0"), to_others=False)
    talks.begin(said("5.0"))
    assert talks.goes_on(said("6.0"), to_others=False)


def test_who_names_somebody_else_speaks_to_them(talks: Talks) -> None:
    talks.begin(said("1.0"))
    assert not talks.goes_on(said("2.0"), to_others=True)
    assert not talks.goes_on(said("3.0"), to_others=False)


def test_deliveries_out_of_order_and_again_change_nothing(talks: Talks) -> None:
    talks.begin(said("1.0"))
    talks.begin(said("5.0", who="U2"))
    talks.begin(said("1.0"))
    assert not talks.goes_on(said("3.0", who="U3"), to_others=False)
    assert talks.goes_on(said("6.0", who="U2"), to_others=False)
    assert not talks.goes_on(said("8.0", who="U3"), to_others=False)
    assert talks.goes_on(said("7.0", who="U2"), to_others=False)


@pytest.mark.parametrize("text", ["and in the UK?", "Who was it", "the fine", "And the fine.", "Show me source 2."])
def test_a_follow_up_is_meant_for_the_bot(text: str) -> None:
    assert is_meant(text)


@pytest.mark.parametrize("text", ["", "Thanks!", "ok, thank you very much", ":+1:", "I will ask Ben tomorrow."])
def test_thanks_and_statements_are_not(text: str) -> None:
    assert not is_meant(text)


def test_a_question_mark_inside_an_address_asks_nothing() -> None:
    assert not looks_like_a_question("see https://x.example/?page=2")
    assert looks_like_a_question("is it so")
