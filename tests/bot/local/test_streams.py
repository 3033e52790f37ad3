"""Streamed answers of the local Slack, sent with Slack's own client."""

from __future__ import annotations

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.local.model import Message
from bot.local.slack import LocalSlack
from tests.bot.local.conftest import Body, Heard, error_of


@pytest.fixture
def root(slack: LocalSlack) -> str:
    return slack.say(slack.direct, slack.person, "who?")


def started(slack: LocalSlack, client: WebClient, root: str, **changes: object) -> Message:
    """A stream in the direct messages."""
    args: Body = {"channel": slack.direct.id, "thread_ts": root, **changes}
    ts = client.api_call("chat.startStream", json=args)["ts"]
    return slack.workspace.message(slack.direct.id, str(ts))


def test_the_client_of_slack_streams_and_stops_with_blocks(slack: LocalSlack, client: WebClient, root: str) -> None:
    stream = client.chat_stream(channel=slack.direct.id, thread_ts=root, buffer_size=4)
    stream.append(markdown_text="one two ")
    (message,) = slack.replies(slack.direct, root)
    assert message.stream is not None
    assert (message.text, message.stream.state) == ("one two ", "open")
    stream.append(markdown_text="three")
    stream.stop(blocks=[{"type": "divider"}], metadata={"event_type": "e", "event_payload": {}})
    assert (message.text, message.stream.state) == ("one two three", "done")
    assert [block["type"] for block in message.blocks] == ["markdown", "divider"]
    assert message.metadata == {"event_type": "e", "event_payload": {}}


def test_tasks_are_updated_in_place(slack: LocalSlack, client: WebClient, root: str) -> None:
    task = {"type": "task_update", "id": "1", "title": "Search"}
    message = started(slack, client, root, chunks=[{**task, "status": "in_progress"}])
    done = {**task, "status": "complete", "output": "3 passages"}
    client.chat_appendStream(channel=message.channel, ts=message.ts, chunks=[done])
    (card,) = message.blocks
    assert (card["status"], card["output"]) == ("complete", "3 passages")


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"markdown_text": "x", "chunks": [{"type": "markdown_text", "text": "y"}]}, "cannot_provide_both"),
        ({"chunks": [{"type": "markdown_text", "text": "y"}]}, "streaming_mode_mismatch"),
        ({}, "no_text"),
        ({"chunks": [{"type": "unheard_of"}]}, "invalid_chunks|streaming_mode_mismatch"),
    ],
)
def test_what_slack_refuses_to_append_is_refused(
    slack: LocalSlack, client: WebClient, root: str, args: Body, error: str
) -> None:
    message = started(slack, client, root, markdown_text="one")
    call = {"channel": message.channel, "ts": message.ts, **args}
    refused = error_of(lambda: client.api_call("chat.appendStream", json=call))
    assert any(refused.startswith(each) for each in error.split("|"))
    assert message.text == "one"


def test_all_that_is_streamed_together_has_a_limit(slack: LocalSlack, client: WebClient, root: str) -> None:
    message = started(slack, client, root, markdown_text="x" * 11_999)
    client.chat_appendStream(channel=message.channel, ts=message.ts, markdown_text="y")
    over = error_of(lambda: client.chat_appendStream(channel=message.channel, ts=message.ts, markdown_text="z"))
    assert over == "msg_too_long"
    client.chat_stopStream(channel=message.channel, ts=message.ts)


def test_in_a_channel_the_reader_must_be_named(slack: LocalSlack, client: WebClient) -> None:
    root = slack.say(slack.general, slack.person, "who?")
    args: Body = {"channel": slack.general.id, "thread_ts": root}

    def refused(**more: object) -> str:
        return error_of(lambda: client.api_call("chat.startStream", json={**args, **more}))

    team = slack.workspace.team
    assert refused() == "missing_recipient_user_id"
    assert refused(recipient_user_id=slack.person.id) == "missing_recipient_team_id"
    assert refused(recipient_user_id="B1", recipient_team_id=team) == "invalid_arguments"
    assert refused(thread_ts="") == "invalid_arguments"
    client.api_call("chat.startStream", json={**args, "recipient_user_id": slack.person.id, "recipient_team_id": team})


def test_a_stream_that_died_takes_no_more_and_is_repaired_by_an_update(
    slack: LocalSlack, client: WebClient, root: str
) -> None:
    slack.state.doomed_streams = 1
    message = started(slack, client, root, markdown_text="half")
    place: Body = {"channel": message.channel, "ts": message.ts}
    gone = "message_not_in_streaming_state"
    assert error_of(lambda: client.chat_appendStream(**place, markdown_text="more")) == gone
    assert error_of(lambda: client.chat_stopStream(**place)) == gone
    client.chat_update(**place, text="the whole answer")
    assert message.text == "the whole answer"
    live = started(slack, client, root, markdown_text="next")
    client.chat_stopStream(channel=live.channel, ts=live.ts, markdown_text=" one")
    assert live.text == "next one"


def test_an_open_stream_cannot_be_updated_and_an_ended_one_not_appended(
    slack: LocalSlack, client: WebClient, root: str
) -> None:
    message = started(slack, client, root, markdown_text="one")
    place: Body = {"channel": message.channel, "ts": message.ts}
    assert error_of(lambda: client.chat_update(**place, text="two")) == "streaming_state_conflict"
    client.chat_stopStream(**place)
    assert error_of(lambda: client.chat_appendStream(**place, markdown_text="x")) == "message_not_in_streaming_state"


def test_stop_is_told_and_ends_the_stream(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard, root: str
) -> None:
    slack.subscriptions |= {"agent_session_stopped"}

    @app.event("agent_session_stopped")
    def stopped(event: Body) -> None:
        heard.add(event)

    message = started(slack, client, root, markdown_text="one")
    slack.do(slack.acts.stop(slack.person, message))
    (event,) = heard.wait()
    assert event["streaming_message_ts"] == [message.ts]
    assert (event["channel"], event["thread_ts"], event["user"]) == (slack.direct.id, root, slack.person.id)
    place: Body = {"channel": message.channel, "ts": message.ts}
    assert error_of(lambda: client.chat_appendStream(**place, markdown_text="x")) == "stopped_by_user"
