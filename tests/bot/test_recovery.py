"""A process that dies at the worst moment leaves nothing unanswered and nothing answered twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.claims import Claims
from bot.incoming import Incoming
from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.process import BotProcess


def claim_and_die(slack: LocalSlack, state: Path, *, taken: bool) -> str:
    """Leave the state file as a process does that dies after it stored, or also began on, a question."""
    ts = slack.say(slack.direct, slack.person, "who sued?")
    claims = Claims(state)
    claims.claim(Incoming(slack.workspace.team, slack.direct.id, ts, ts, "who sued?"))
    if taken:
        claims.take()
    claims.close()
    return ts


@pytest.mark.parametrize("taken", [False, True])
def test_a_question_stored_but_not_answered_is_answered_at_the_next_start(
    slack: LocalSlack, serve: Serve, settings: SettingsFor, taken: bool
) -> None:
    ts = claim_and_die(slack, settings().state, taken=taken)
    with serve(echo):
        assert slack.wait_for_reply(slack.direct, ts).text == "You asked: who sued? [1]"
        settle(slack)
    assert len(answers(slack, ts)) == 1


def post_as_the_bot(slack: LocalSlack, ts: str, mark: str) -> None:
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    metadata = {"event_type": "pincite_answer", "event_payload": {"question_ts": mark}}
    client.chat_postMessage(channel=slack.direct.id, thread_ts=ts, text="said before", metadata=metadata)


def test_an_answer_posted_but_not_recorded_is_not_posted_again(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    ts = claim_and_die(slack, settings().state, taken=True)
    post_as_the_bot(slack, ts, mark=ts)
    with serve(echo):
        settle(slack)
    assert [message.text for message in answers(slack, ts)] == ["said before"]


def test_an_answer_to_another_question_in_the_thread_does_not_count(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    ts = claim_and_die(slack, settings().state, taken=True)
    post_as_the_bot(slack, ts, mark="1.000")
    with serve(echo):
        slack.wait_for_reply(slack.direct, ts, count=2)


def test_without_the_scope_to_look_the_question_is_answered_all_the_same(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    ts = claim_and_die(slack, settings().state, taken=True)
    slack.faults.add("conversations.replies", Fault(error="missing_scope"))
    with serve(echo):
        slack.wait_for_reply(slack.direct, ts)


@pytest.mark.slow
def test_a_killed_process_is_followed_by_one_that_answers_once(
    slack: LocalSlack, serve: Serve, settings: SettingsFor, tmp_path: Path
) -> None:
    with BotProcess(settings(), tmp_path) as process:
        ts = slack.say(slack.direct, slack.person, "wait: who sued?")
        process.wait_until_asked()
        process.kill()
    assert answers(slack, ts) == []
    with serve(echo):
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
    assert len(answers(slack, ts)) == 1


@pytest.mark.slow
def test_a_process_killed_after_posting_is_followed_by_one_that_keeps_silent(
    slack: LocalSlack, serve: Serve, settings: SettingsFor, tmp_path: Path
) -> None:
    slack.faults.add("chat.postMessage", Fault(status=500, after=True))
    with BotProcess(settings(retry_seconds=60.0), tmp_path) as process:
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_for_reply(slack.direct, ts)
        process.kill()
    with serve(echo):
        settle(slack)
    assert len(answers(slack, ts)) == 1


@pytest.mark.slow
def test_a_bot_that_lives_takes_over_from_one_that_was_killed(
    slack: LocalSlack, serve: Serve, settings: SettingsFor, tmp_path: Path
) -> None:
    with BotProcess(settings(), tmp_path) as process:
        ts = slack.say(slack.direct, slack.person, "wait: who sued?")
        process.wait_until_asked()
        with serve(echo, adopt_seconds=0.2):
            process.kill()
            slack.wait_for_reply(slack.direct, ts)
            settle(slack)
    assert len(answers(slack, ts)) == 1
