"""Starting and stopping."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from slack_sdk.socket_mode.client import BaseSocketModeClient

from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from bot.serve import close, run, serving
from retrieval.answer import Answer, Question
from retrieval.errors import PinciteError, UsageError
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.process import BotProcess


@pytest.mark.parametrize(("field", "variable"), [("bot_token", "SLACK_BOT_TOKEN"), ("app_token", "SLACK_APP_TOKEN")])
def test_a_token_that_slack_refuses_is_named_and_not_shown(settings: SettingsFor, field: str, variable: str) -> None:
    token = f"{'xoxb' if field == 'bot_token' else 'xapp'}-of-somebody-else"
    with pytest.raises(UsageError, match=rf"refuses {variable} \(invalid_auth\): [^\n]+$") as caught:
        run(settings(**{field: token}), echo)
    assert token not in str(caught.value)


def test_a_missing_token_stops_the_start(settings: SettingsFor) -> None:
    with pytest.raises(UsageError, match="SLACK_BOT_TOKEN is not set"):
        run(settings(bot_token=""), echo)


def test_a_missing_scope_points_to_the_manifest(slack: LocalSlack, settings: SettingsFor) -> None:
    slack.faults.add("apps.connections.open", Fault(error="missing_scope"))
    with pytest.raises(UsageError, match=r"SLACK_APP_TOKEN lacks a scope: .*manifest"):
        run(settings(), echo)


def test_an_error_at_the_start_that_may_pass_says_so(slack: LocalSlack, settings: SettingsFor) -> None:
    slack.faults.add("apps.connections.open", Fault(error="internal_error"))
    with pytest.raises(PinciteError, match="try again in a few minutes"):
        run(settings(), echo)


def test_a_rate_limit_at_the_start_is_waited_for(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("auth.test", Fault(status=429, error="ratelimited", retry_after=0))
    with serve(echo):
        settle(slack)


@pytest.mark.slow
def test_a_slack_that_is_not_there_is_named(settings: SettingsFor) -> None:
    with pytest.raises(PinciteError, match=r"cannot be reached at http://127\.0\.0\.1:9/api/ .*SLACK_API_URL"):
        run(settings(api_url="http://127.0.0.1:9/api/"), echo)


def test_a_state_file_in_the_way_stops_the_start(settings: SettingsFor, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="state file"):
        run(settings(state=tmp_path / "file" / "slack.sqlite"), echo)


def test_run_ends_when_it_is_told_to(slack: LocalSlack, settings: SettingsFor) -> None:
    stop = threading.Event()
    bot = threading.Thread(target=run, args=(settings(), echo, stop))
    bot.start()
    ts = slack.say(slack.direct, slack.person, "who sued?")
    slack.wait_for_reply(slack.direct, ts)
    stop.set()
    bot.join(30)
    assert not bot.is_alive()


def test_questions_in_hand_are_finished_before_the_end(
    slack: LocalSlack, settings: SettingsFor, gate: threading.Event
) -> None:
    begun = threading.Event()

    def ask(question: Question) -> Answer:
        begun.set()
        gate.wait(30)
        return echo(question)

    def leave(block: threading.Event) -> None:
        with serving(settings(), ask):
            block.wait(30)

    stop = threading.Event()
    bot = threading.Thread(target=leave, args=(stop,))
    bot.start()
    questions = [slack.say(slack.direct, slack.person, f"question {number}") for number in range(3)]
    assert begun.wait(30)
    slack.wait_until(lambda: slack.acknowledged >= len(questions))
    stop.set()
    gate.set()
    bot.join(30)
    assert [len(answers(slack, ts)) for ts in questions] == [1, 1, 1]


def test_a_stop_does_not_wait_for_a_slack_that_is_unwell(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("chat.postMessage", Fault(status=500), times=20)  # more than a slow stop can bring
    with serve(echo, retry_seconds=60, drain_seconds=0.1):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_until(lambda: any(call.method == "chat.postMessage" for call in slack.calls))
    assert answers(slack, ts) == []
    while slack.faults.take("chat.postMessage"):
        pass
    with serve(echo):
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
    assert len(answers(slack, ts)) == 1


@pytest.mark.slow
def test_a_terminated_process_answers_what_it_has_in_hand(
    slack: LocalSlack, settings: SettingsFor, tmp_path: Path
) -> None:
    with BotProcess(settings(), tmp_path) as process:
        ts = slack.say(slack.direct, slack.person, "wait: who sued?")
        process.wait_until_asked()
        process.terminate()
        process.allow()
        assert process.wait() == 0
    assert len(answers(slack, ts)) == 1


class ClosedTwice(BaseSocketModeClient):
    """A client as it is when Slack closes its connection at the same moment."""

    def __init__(self) -> None:
        self.attempts = 0
        self.closed = False

    def close(self) -> None:
        self.attempts += 1
        if self.attempts == 1:
            raise AttributeError("'NoneType' object has no attribute 'close'")
        self.closed = True


def test_a_socket_that_slack_closes_at_the_same_moment_is_closed_all_the_same() -> None:
    socket = ClosedTwice()
    close(socket)
    assert socket.closed
