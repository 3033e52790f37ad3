"""``/pincite`` and its answer, which only the asker sees."""

from __future__ import annotations

import json
import logging
import threading

import pytest

from bot.buttons import FEEDBACK, WHY
from bot.listeners.command import HELP
from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from bot.private.answering import DISMISS, SHARE
from retrieval.answer import Answer, Question, Status
from retrieval.errors import PinciteError
from tests.bot.answers import answer, echo
from tests.bot.asking import settle
from tests.bot.conftest import Serve
from tests.bot.private.seeing import actions_of, said, wait_for_whisper, whispers


def ask(slack: LocalSlack, text: str) -> None:
    slack.do(slack.acts.command(slack.person, slack.general, "/pincite", text))


def test_a_question_is_answered_for_the_asker_alone(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ask(slack, "who sued?")
        seen = wait_for_whisper(slack, slack.general)
        settle(slack)
    assert seen.text == "You asked: who sued? [1]"
    assert len(whispers(slack, slack.general)) == 1
    assert "who sued" not in json.dumps([message.blocks for message in said(slack, slack.general)])
    assert actions_of(seen)[-2:] == [SHARE, DISMISS]


def test_the_question_is_what_the_asker_saw(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ask(slack, f"did <@{slack.person.id}|ann> sue A &amp; B?")
        assert wait_for_whisper(slack, slack.general).text == "You asked: did @ann sue A &amp; B? [1]"


@pytest.mark.parametrize("text", ["", "help", " HELP "])
def test_help_comes_with_the_acknowledgement(slack: LocalSlack, serve: Serve, text: str) -> None:
    with serve(echo):
        ask(slack, text)
        assert [message.text for message in whispers(slack, slack.general)] == [HELP]


def test_a_slow_answer_is_acknowledged_at_once(slack: LocalSlack, serve: Serve, gate: threading.Event) -> None:
    def slowly(question: Question) -> Answer:
        gate.wait(30)
        return echo(question)

    with serve(slowly):
        ask(slack, "who sued?")  # raises TimeoutError when it is not acknowledged
        assert whispers(slack, slack.general) == []
        gate.set()
        wait_for_whisper(slack, slack.general)


def test_the_same_sending_delivered_again_is_answered_once(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        body = slack.interactions.command(slack.person, slack.general, "/pincite", "who sued?")
        for _ in range(3):
            slack.do(slack.acts.request("slash_commands", body))
        wait_for_whisper(slack, slack.general)
        settle(slack)
    assert len(whispers(slack, slack.general)) == 1


def test_the_same_question_sent_twice_is_answered_twice(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ask(slack, "who sued?")
        ask(slack, "who sued?")
        wait_for_whisper(slack, slack.general, count=2)


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=429, retry_after=1), Fault(drop=True)])
def test_an_answer_that_does_not_get_through_is_sent_again(slack: LocalSlack, serve: Serve, fault: Fault) -> None:
    slack.faults.add("response_url", fault)
    with serve(echo):
        ask(slack, "who sued?")
        wait_for_whisper(slack, slack.general)
        settle(slack)
    assert len(whispers(slack, slack.general)) == 1


def test_an_answer_whose_buttons_slack_refuses_is_given_without_them(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("response_url", Fault(status=400, error="invalid_blocks"))
    with serve(echo):
        ask(slack, "who sued?")
        seen = wait_for_whisper(slack, slack.general)
    assert (seen.text, actions_of(seen)) == ("You asked: who sued? [1]", [SHARE, DISMISS])


def test_an_address_that_is_used_up_holds_up_nobody(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("response_url", Fault(status=404, error="expired_url"), times=3)
    with serve(echo):
        ask(slack, "who sued?")
        settle(slack)
    with serve(echo):
        settle(slack)
    assert whispers(slack, slack.general) == []


def test_what_the_sources_do_not_answer_cannot_be_shared(slack: LocalSlack, serve: Serve) -> None:
    with serve(lambda _: answer("", status=Status.NOT_FOUND, citations=())):
        ask(slack, "who sued?")
        assert actions_of(wait_for_whisper(slack, slack.general)) == [WHY, FEEDBACK, DISMISS]


def test_an_error_is_for_the_asker_alone_too(slack: LocalSlack, serve: Serve) -> None:
    def fail(_: Question) -> Answer:
        raise PinciteError("The index is locked: try again.")

    with serve(fail):
        ask(slack, "who sued?")
        assert wait_for_whisper(slack, slack.general).text == "The index is locked: try again."
    assert said(slack, slack.general) == []


def test_dismiss_takes_the_answer_away(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ask(slack, "who sued?")
        seen = wait_for_whisper(slack, slack.general)
        slack.do(slack.acts.press(slack.person, seen, DISMISS))
        slack.wait_until(lambda: whispers(slack, slack.general) == [])


def test_a_question_left_by_a_stopped_process_is_answered_by_the_next(slack: LocalSlack, serve: Serve) -> None:
    slack.faults.add("response_url", Fault(status=500))
    with serve(echo, retry_seconds=60, drain_seconds=0.1):
        ask(slack, "who sued?")
        slack.wait_until(lambda: any(each.name == "response_url" for each in slack.traffic.so_far()))
    assert whispers(slack, slack.general) == []
    with serve(echo):
        wait_for_whisper(slack, slack.general)


def test_the_log_holds_no_response_address_and_no_words(
    slack: LocalSlack, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.add("response_url", Fault(status=500))
    with caplog.at_level(logging.INFO), serve(echo):
        ask(slack, "who sued whom?")
        wait_for_whisper(slack, slack.general)
    assert "trying again" in caplog.text
    assert "who sued" not in caplog.text
    assert "/response/" not in caplog.text
