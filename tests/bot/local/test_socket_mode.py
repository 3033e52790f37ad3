"""The local Slack's Socket Mode, with a plain WebSocket at the other end."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient

from bot.local.slack import LocalSlack


async def receive(slack: LocalSlack, count: int, *, acknowledge: bool = True) -> list[dict[str, Any]]:
    """Open a socket, take its greeting and ``count`` envelopes, and close it."""
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        assert (await socket.receive_json(timeout=30))["type"] == "hello"
        envelopes = []
        for _ in range(count):
            envelope = await socket.receive_json(timeout=30)
            envelopes.append(envelope)
            if acknowledge:
                await socket.send_json({"envelope_id": envelope["envelope_id"]})
    return envelopes


def take(slack: LocalSlack, count: int, *, acknowledge: bool = True) -> list[dict[str, Any]]:

    return asyncio.run(receive(slack, count, acknowledge=acknowledge))


def test_a_mention_and_a_direct_message_arrive_as_slack_sends_them(slack: LocalSlack) -> None:
    mention = slack.say(slack.general, slack.person, f"{slack.mention} who?")
    direct = slack.say(slack.direct, slack.person, "who?", thread_ts="1.0")
    bodies = [envelope["payload"] for envelope in take(slack, 2)]
    assert [body["event"]["type"] for body in bodies] == ["app_mention", "message"]
    assert [body["event"]["ts"] for body in bodies] == [mention, direct]
    assert bodies[1]["event"]["channel_type"] == "im"
    assert bodies[1]["event"]["thread_ts"] == "1.0"
    assert bodies[0]["event_id"] != bodies[1]["event_id"]
    assert {body["team_id"] for body in bodies} == {slack.workspace.team}


def test_an_event_is_repeated_until_it_is_acknowledged(slack: LocalSlack) -> None:
    slack.say(slack.direct, slack.person, "who?")
    (first,) = take(slack, 1, acknowledge=False)
    (second,) = take(slack, 1)
    assert "retry_attempt" not in first
    assert second["retry_attempt"] == 1
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    slack.wait_until(lambda: slack.acknowledged == 1)
    slack.say(slack.direct, slack.person, "next")
    assert [envelope["payload"]["event"]["text"] for envelope in take(slack, 1)] == ["next"]


def test_a_redelivery_is_the_same_event_in_a_new_envelope(slack: LocalSlack) -> None:
    slack.redeliver(slack.say(slack.direct, slack.person, "who?"), times=2)
    envelopes = take(slack, 3)
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 3
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert [envelope.get("retry_attempt") for envelope in envelopes] == [None, 1, 2]


def test_edits_and_deletions_are_told(slack: LocalSlack) -> None:
    ts = slack.say(slack.direct, slack.person, "who?")
    slack.workspace.edit(slack.direct.id, ts, "when?")
    slack.workspace.delete(slack.direct.id, ts)
    events = [envelope["payload"]["event"] for envelope in take(slack, 3)]
    assert [event.get("subtype") for event in events] == [None, "message_changed", "message_deleted"]
    assert events[1]["message"]["text"] == "when?"
    assert events[2]["deleted_ts"] == ts


def test_only_what_was_subscribed_to_is_sent(slack: LocalSlack) -> None:
    slack.subscriptions = frozenset({"message.channels"})
    slack.say(slack.direct, slack.person, "who?")
    slack.say(slack.general, slack.person, f"{slack.mention} who?")
    assert [envelope["payload"]["event"]["type"] for envelope in take(slack, 1)] == ["message"]


def test_waiting_for_what_does_not_come_ends() -> None:
    with LocalSlack() as slack, pytest.raises(TimeoutError, match=r"not so within 0\.05 seconds"):
        slack.wait_until(lambda: False, seconds=0.05)


def test_a_port_that_is_taken_is_an_error_and_leaves_nothing_open(slack: LocalSlack) -> None:
    port = int(slack.api_url.split(":")[2].split("/")[0])
    with pytest.raises(OSError, match=str(port)), LocalSlack(port=port):
        pass
