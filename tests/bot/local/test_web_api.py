"""The local Slack's Web API, called with Slack's own client."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from tests.bot.local.conftest import error_of


def test_the_bot_is_told_who_it_is(slack: LocalSlack, client: WebClient) -> None:
    told = client.auth_test()
    assert (told["user_id"], told["bot_id"]) == (slack.workspace.bot.id, slack.workspace.bot.bot_id)


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-x", "invalid_auth"), ("xapp-1-local", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(slack: LocalSlack, token: str, error: str) -> None:
    assert error_of(WebClient(token, base_url=slack.api_url).auth_test) == error


def test_only_the_app_token_opens_a_socket(slack: LocalSlack, client: WebClient) -> None:
    assert client.apps_connections_open(app_token=slack.app_token)["url"].startswith("ws://127.0.0.1:")
    assert error_of(lambda: client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"


def test_an_unknown_method_says_so(client: WebClient) -> None:
    assert error_of(lambda: client.api_call("no.such")) == "unknown_method"


def test_a_message_can_be_posted_changed_and_read_back(slack: LocalSlack, client: WebClient) -> None:
    channel = slack.general.id
    root = slack.say(slack.general, slack.person, "hello")
    mark = {"event_type": "mark", "event_payload": {"n": "1"}}
    ts = client.chat_postMessage(channel=channel, text="one", thread_ts=root, metadata=mark)["ts"]
    client.chat_update(channel=channel, ts=ts, text="two")
    plain = client.conversations_replies(channel=channel, ts=root)["messages"]
    assert [message["text"] for message in plain] == ["hello", "two"]
    assert "metadata" not in plain[1]
    marked = client.conversations_replies(channel=channel, ts=root, include_all_metadata=True)["messages"]
    assert marked[1]["metadata"] == mark
    assert [message["text"] for message in client.conversations_history(channel=channel)["messages"]] == ["hello"]


def test_long_threads_come_in_pages(slack: LocalSlack, client: WebClient) -> None:
    root = slack.say(slack.general, slack.person, "hello")
    for number in range(5):
        slack.say(slack.general, slack.person, str(number), thread_ts=root)
    pages = [page["messages"] for page in client.conversations_replies(channel=slack.general.id, ts=root, limit=2)]
    assert [[message["text"] for message in page] for page in pages] == [
        ["hello", "0"],
        ["1", "2"],
        ["3", "4"],
    ]


def test_what_is_not_there_is_named(slack: LocalSlack, client: WebClient) -> None:
    channel, ts = slack.general.id, slack.say(slack.general, slack.person, "hello")
    assert error_of(lambda: client.chat_postMessage(channel="C9", text="x")) == "channel_not_found"
    assert error_of(lambda: client.api_call("chat.postMessage", json={"channel": channel})) == "no_text"
    assert error_of(lambda: client.chat_update(channel=channel, ts="1.0", text="x")) == "message_not_found"
    assert error_of(lambda: client.chat_update(channel=channel, ts=ts, text="x")) == "cant_update_message"
    assert error_of(lambda: client.conversations_replies(channel=channel, ts="1.0")) == "thread_not_found"
    assert error_of(lambda: client.users_info(user="U9")) == "user_not_found"
    assert error_of(lambda: client.conversations_open(users="U9")) == "user_not_found"
    slack.general.members.remove(slack.workspace.bot.id)
    assert error_of(lambda: client.chat_postMessage(channel=channel, text="x")) == "not_in_channel"


def test_reactions_come_and_go_once(slack: LocalSlack, client: WebClient) -> None:
    channel, ts = slack.general.id, slack.say(slack.general, slack.person, "hello")
    client.reactions_add(channel=channel, timestamp=ts, name="eyes")
    assert error_of(lambda: client.reactions_add(channel=channel, timestamp=ts, name="eyes")) == "already_reacted"
    client.reactions_remove(channel=channel, timestamp=ts, name="eyes")
    assert error_of(lambda: client.reactions_remove(channel=channel, timestamp=ts, name="eyes")) == "no_reaction"


def test_people_and_channels_can_be_looked_up(slack: LocalSlack, client: WebClient) -> None:
    assert client.users_info(user=slack.person.id)["user"]["name"] == "ann"
    assert client.conversations_info(channel=slack.general.id)["channel"]["name"] == "general"
    assert client.conversations_open(users=slack.person.id)["channel"]["id"] == slack.direct.id


def test_a_message_for_one_person_is_not_kept(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel=slack.general.id, user=slack.person.id, text="psst")
    assert slack.workspace.messages(slack.general.id) == []
    call = slack.calls[-1]
    assert (call.method, call.args["text"]) == ("chat.postEphemeral", "psst")


def test_a_fault_strikes_once_before_or_after_the_call(slack: LocalSlack, client: WebClient) -> None:
    channel = slack.general.id
    slack.faults.add("chat.postMessage", Fault(error="fatal_error"))
    slack.faults.add("chat.postMessage", Fault(error="fatal_error", after=True))
    assert error_of(lambda: client.chat_postMessage(channel=channel, text="never said")) == "fatal_error"
    assert error_of(lambda: client.chat_postMessage(channel=channel, text="said")) == "fatal_error"
    client.chat_postMessage(channel=channel, text="said again")
    assert [message.text for message in slack.workspace.messages(channel)] == ["said", "said again"]
