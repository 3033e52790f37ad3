"""What a thread with an agent shows besides messages."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from bot.local.slack import LocalSlack
from tests.bot.local.conftest import Body, error_of


@pytest.fixture
def root(slack: LocalSlack) -> str:
    return slack.say(slack.direct, slack.person, "who?")


def test_a_status_is_shown_until_the_app_replies(slack: LocalSlack, client: WebClient, root: str) -> None:
    place: Body = {"channel_id": slack.direct.id, "thread_ts": root}
    client.assistant_threads_setStatus(**place, status="is reading…", loading_messages=["one"])
    question = slack.workspace.message(slack.direct.id, root)
    assert question.status == "is reading…"
    client.chat_postMessage(channel=slack.direct.id, thread_ts=root, text="done")
    assert question.status == ""
    too_many = ["x"] * 11
    refused = error_of(lambda: client.assistant_threads_setStatus(**place, status="x", loading_messages=too_many))
    assert refused == "invalid_arguments"
    assert error_of(lambda: client.api_call("assistant.threads.setStatus", json=place)) == "invalid_arguments"


def test_prompts_are_kept_for_the_channel_but_not_for_a_thread(slack: LocalSlack, client: WebClient, root: str) -> None:
    prompts = [{"title": "Who?", "message": "Who sued?"}]
    client.assistant_threads_setSuggestedPrompts(channel_id=slack.direct.id, thread_ts=root, prompts=prompts)
    assert slack.state.sessions.prompts == {}
    client.assistant_threads_setSuggestedPrompts(channel_id=slack.direct.id, title="Try", prompts=prompts)
    assert slack.state.sessions.prompts[slack.direct.id] == {"title": "Try", "prompts": prompts}
    for wrong in ([], prompts * 5, [{"title": "Who?"}]):
        call = {"channel_id": slack.direct.id, "prompts": wrong}
        refused = error_of(lambda: client.api_call("assistant.threads.setSuggestedPrompts", json=call))  # noqa: B023
        assert refused == "invalid_arguments"


def test_a_session_has_one_of_four_states_and_a_title(slack: LocalSlack, client: WebClient, root: str) -> None:
    place: Body = {"channel_id": slack.direct.id, "thread_ts": root}
    client.agents_sessions_setStatus(**place, status="processing")
    assert slack.state.sessions.status[slack.direct.id, root] == "processing"
    assert error_of(lambda: client.agents_sessions_setStatus(**place, status="reading")) == "invalid_arguments"
    client.assistant_threads_setTitle(**place, title="The suit")
    assert slack.state.sessions.titles[slack.direct.id, root] == "The suit"
