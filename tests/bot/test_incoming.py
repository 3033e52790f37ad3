"""Reading Slack's events."""

from __future__ import annotations

from typing import Any

import pytest

from bot.incoming import Incoming, plain_text, read_event

DIRECT = {"type": "message", "channel_type": "im", "channel": "D1", "ts": "2.0", "text": "who sued?"}


def test_a_direct_message_is_a_question_to_be_answered_in_its_own_thread() -> None:
    assert read_event("T1", DIRECT, "UBOT") == Incoming("T1", "D1", "2.0", "2.0", "who sued?")


def test_a_reply_is_answered_in_the_thread_that_it_stands_in() -> None:
    found = read_event("T1", {**DIRECT, "thread_ts": "1.0"}, "UBOT")
    assert found is not None
    assert (found.ts, found.thread_ts) == ("2.0", "1.0")


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_a_file_or_a_broadcast_does_not_make_it_less_of_a_question(subtype: str) -> None:
    assert read_event("T1", {**DIRECT, "subtype": subtype}, "UBOT") is not None


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"bot_id": "B1"},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"ts": None},
        {"channel": ""},
    ],
)
def test_what_nobody_asked_is_ignored(change: dict[str, Any]) -> None:
    assert read_event("T1", {**DIRECT, **change}, "UBOT") is None


def test_a_message_without_text_is_an_empty_question() -> None:
    found = read_event("T1", {**DIRECT, "text": None}, "UBOT")
    assert found is not None
    assert found.text == ""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<@UBOT> who?", "who?"),
        ("<@UBOT|pincite> who?", "who?"),
        ("who is <@U2|bob>?", "who is @bob?"),
        ("who is <@U2>?", "who is @U2?"),
        ("<!here> look", "@here look"),
        ("<!subteam^S1|@law> look", "@law look"),
        ("see <https://x.example>", "see https://x.example"),
        ("see <https://x.example|this>", "see this"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_markup_becomes_what_the_asker_saw(text: str, seen: str) -> None:
    assert plain_text(text, "UBOT") == seen
