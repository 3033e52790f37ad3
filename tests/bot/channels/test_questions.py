"""What is a question to everybody in a channel, and what is not."""

from __future__ import annotations

import pytest

from bot.channels.questions import is_question, read_question


@pytest.mark.parametrize(
    "text",
    [
        "Who sued LinkedIn?",
        "Does anyone know when the suit was dropped?",
        "Hi all. When was the suit dropped? I cannot find it.",
        "the fine in Ireland was how much?",
        "Is it true (as they say)?",
    ],
)
def test_these_ask(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "really?",
        "who knows",
        "The suit was dropped.",
        "https://a.example/what?is=this and that",
        "what a day",
        "`a ? b : c d e`",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not is_question(text)


MESSAGE = {
    "type": "message",
    "channel_type": "channel",
    "channel": "C1",
    "ts": "1.1",
    "text": "Who sued LinkedIn?",
    "user": "U1",
}


def test_a_question_is_read_with_who_asks_and_where() -> None:
    found = read_question("T1", MESSAGE, "U0")
    assert found is not None
    assert (found.team, found.channel, found.thread_ts, found.who, found.unprompted) == ("T1", "C1", "1.1", "U1", True)


@pytest.mark.parametrize(
    "change",
    [
        {"thread_ts": "1.0"},
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"channel_type": "im"},
        {"text": "<@U0> who sued LinkedIn?"},
        {"text": "<!here> who sued LinkedIn?"},
        {"type": "app_mention"},
        {"channel": ""},
    ],
)
def test_what_is_said_otherwise_is_left_alone(change: dict[str, str]) -> None:
    assert read_question("T1", {**MESSAGE, **change}, "U0") is None
