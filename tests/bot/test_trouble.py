"""What happens when Slack is unwell, refuses a message, or the assistant fails."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing

import pytest

from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question
from retrieval.errors import PinciteError
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve, SettingsFor

FAULTS = {
    "rate limit": Fault(status=429, error="ratelimited", retry_after=1),
    "rate limit without a time": Fault(status=429),
    "server error": Fault(status=500),
    "server error with a name": Fault(status=503, error="service_unavailable"),
    "temporary refusal": Fault(error="internal_error"),
    "broken connection": Fault(drop=True),
    "server error after posting": Fault(status=500, after=True),
    "connection broken after posting": Fault(drop=True, after=True),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_post_that_fails_is_repeated_but_never_doubled(slack: LocalSlack, serve: Serve, fault: Fault) -> None:
    slack.faults.add("chat.postMessage", fault, times=1 if fault.after else 2)
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
    assert len(answers(slack, ts)) == 1


@pytest.mark.parametrize("fault", [Fault(error="missing_scope"), Fault(status=500), Fault(drop=True)])
def test_an_answer_does_not_depend_on_the_status(slack: LocalSlack, serve: Serve, fault: Fault) -> None:
    slack.faults.add("assistant.threads.setStatus", fault)
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_for_reply(slack.direct, ts)


def test_a_status_shows_before_the_answer(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued?"))
    methods = [call.method for call in slack.calls]
    assert methods.index("assistant.threads.setStatus") < methods.index("chat.postMessage")


def test_where_slack_takes_no_loading_messages_the_status_is_shown_without(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("assistant.threads.setStatus", Fault(error="invalid_arguments"))
    with serve(echo):
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued?"))
    shown = [call.args for call in slack.calls if call.method == "assistant.threads.setStatus"][:2]
    assert [each["status"] for each in shown] == ["is reading the sources…"] * 2
    assert ["loading_messages" in each for each in shown] == [True, False]


def test_an_answer_that_slack_refuses_becomes_a_plain_sentence(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("chat.postMessage", Fault(error="invalid_blocks"), times=2)
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        assert "Slack does not take it (invalid_blocks)" in slack.wait_for_reply(slack.direct, ts).text


def test_an_answer_whose_buttons_slack_refuses_is_given_without_them(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("chat.postMessage", Fault(error="invalid_blocks"))
    with serve(echo):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued?"))
    assert reply.text == "You asked: who sued? [1]"
    assert {block["type"] for block in reply.blocks} == {"section", "context"}


def test_a_channel_that_takes_no_answer_is_given_up_and_holds_up_nobody(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("chat.postMessage", Fault(error="is_archived"), times=2)
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        # Both refusals belong to this question; one asked sooner elsewhere might meet the second.
        slack.wait_until(lambda: [call.method for call in slack.calls].count("chat.postMessage") == 2)
        settle(slack)
    with serve(echo):
        settle(slack)
    assert answers(slack, ts) == []


def test_an_error_made_for_people_is_shown_as_it_is(slack: LocalSlack, serve: Serve) -> None:
    def ask(_: Question) -> Answer:
        raise PinciteError("The index is locked by <another> process: try again.")

    with serve(ask):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        reply = slack.wait_for_reply(slack.direct, ts)
    assert reply.text == "The index is locked by &lt;another&gt; process: try again."


def test_any_other_error_gives_a_number_that_stands_in_the_log_without_the_question(
    slack: LocalSlack, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    def ask(question: Question) -> Answer:
        raise ValueError(f"secret: {question.question}")

    with caplog.at_level(logging.INFO), serve(ask):
        ts = slack.say(slack.direct, slack.person, "who sued whom?")
        reply = slack.wait_for_reply(slack.direct, ts)
    number = reply.text.rstrip(".").rsplit(" ", 1)[1]
    assert f"failure {number}: ValueError" in caplog.text
    assert "ValueError" not in reply.text
    assert "Traceback" not in reply.text
    assert "who sued whom" not in caplog.text


def test_a_question_that_cannot_be_stored_is_not_acknowledged_and_answered_when_it_comes_again(
    slack: LocalSlack, serve: Serve, settings: SettingsFor, caplog: pytest.LogCaptureFixture
) -> None:
    with serve(echo), closing(sqlite3.connect(settings().state, isolation_level=None)) as state:
        state.execute("ALTER TABLE claims RENAME TO away")
        ts = slack.say(slack.direct, slack.person, "who sued whom?")
        slack.wait_until(lambda: "no such table" in caplog.text)
        state.execute("ALTER TABLE away RENAME TO claims")
        assert slack.acknowledged == 0
        slack.redeliver(ts)
        slack.wait_for_reply(slack.direct, ts)
    assert "who sued whom" not in caplog.text


def test_the_log_holds_neither_words_nor_tokens(
    slack: LocalSlack, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("chat.postMessage", Fault(status=500))
    with caplog.at_level(logging.INFO), serve(echo):
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued whom?"))
    assert "trying again" in caplog.text
    for secret in ("who sued whom", slack.bot_token, slack.app_token):
        assert secret not in caplog.text
