"""A question that is edited or deleted after it was asked."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from bot.answering import EDITED
from bot.local.faults import Fault
from bot.local.model import Channel
from bot.local.slack import LocalSlack
from bot.posting import WITHDRAWN
from retrieval.answer import Answer, Question
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve

MANIFEST = Path(__file__).parents[2] / "manifest.json"


@pytest.fixture
def place(slack: LocalSlack, request: pytest.FixtureRequest) -> Channel:
    """A direct message or a channel, in a Slack that delivers what the manifest asks for."""
    settings = json.loads(MANIFEST.read_text("utf-8"))["settings"]
    slack.subscriptions = frozenset(settings["event_subscriptions"]["bot_events"])
    return slack.direct if request.param == "direct" else slack.general


everywhere = pytest.mark.parametrize("place", ["direct", "channel"], indirect=True)
direct = pytest.mark.parametrize("place", ["direct"], indirect=True)


@everywhere
def test_an_edited_question_changes_its_answer_which_says_so(slack: LocalSlack, serve: Serve, place: Channel) -> None:
    with serve(echo):
        ts = slack.say(place, slack.person, f"{slack.mention} who sued?")
        first = slack.wait_for_reply(place, ts)
        slack.workspace.edit(place.id, ts, f"{slack.mention} who was sued?")
        slack.wait_until(lambda: first.text == "You asked: who was sued? [1]")
        settle(slack)
    assert [message.ts for message in answers(slack, ts)] == [first.ts]
    assert EDITED in json.dumps(first.blocks)
    assert slack.workspace.message(place.id, ts).status == ""


@everywhere
def test_a_deleted_question_takes_its_answer_with_it(slack: LocalSlack, serve: Serve, place: Channel) -> None:
    with serve(echo):
        ts = slack.say(place, slack.person, f"{slack.mention} who sued?")
        slack.wait_for_reply(place, ts)
        slack.workspace.delete(place.id, ts)
        slack.wait_until(lambda: answers(slack, ts) == [])


@direct
def test_an_answer_that_cannot_be_deleted_loses_its_words(slack: LocalSlack, serve: Serve, place: Channel) -> None:
    slack.faults.add("chat.delete", Fault(error="cant_delete_message"))
    with serve(echo):
        ts = slack.say(place, slack.person, "who sued?")
        reply = slack.wait_for_reply(place, ts)
        slack.workspace.delete(place.id, ts)
        slack.wait_until(lambda: reply.text == WITHDRAWN)
    assert "who sued" not in json.dumps(reply.blocks)


@direct
@pytest.mark.parametrize("fault", [Fault(status=500), Fault(drop=True), Fault(drop=True, after=True)])
def test_a_change_that_fails_is_repeated(slack: LocalSlack, serve: Serve, place: Channel, fault: Fault) -> None:
    slack.faults.add("chat.update", fault)
    with serve(echo):
        ts = slack.say(place, slack.person, "who sued?")
        reply = slack.wait_for_reply(place, ts)
        slack.workspace.edit(place.id, ts, "who was sued?")
        settle(slack)
    assert reply.text == "You asked: who was sued? [1]"
    assert len(answers(slack, ts)) == 1


@direct
def test_an_answer_that_cannot_be_changed_is_followed_by_one_new_one_though_slack_s_reply_is_lost(
    slack: LocalSlack, serve: Serve, place: Channel
) -> None:
    slack.faults.add("chat.update", Fault(error="edit_window_closed"), times=9)
    with serve(echo):
        ts = slack.say(place, slack.person, "who sued?")
        slack.wait_for_reply(place, ts)
        slack.faults.add("chat.postMessage", Fault(drop=True, after=True))
        slack.workspace.edit(place.id, ts, "who was sued?")
        settle(slack)
    assert [message.text for message in answers(slack, ts)] == [
        "You asked: who sued? [1]",
        "You asked: who was sued? [1]",
    ]


@direct
def test_an_answer_that_cannot_be_changed_is_followed_by_the_new_one(
    slack: LocalSlack, serve: Serve, place: Channel
) -> None:
    slack.faults.add("chat.update", Fault(error="edit_window_closed"))
    with serve(echo):
        ts = slack.say(place, slack.person, "who sued?")
        slack.wait_for_reply(place, ts)
        slack.workspace.edit(place.id, ts, "who was sued?")
        assert slack.wait_for_reply(place, ts, count=2).text == "You asked: who was sued? [1]"


@direct
@pytest.mark.parametrize("deleted", [False, True])
def test_what_is_changed_while_it_is_worked_on_is_not_answered_as_it_was(
    slack: LocalSlack, serve: Serve, place: Channel, gate: threading.Event, deleted: bool
) -> None:
    begun = threading.Event()

    def ask(question: Question) -> Answer:
        begun.set()
        gate.wait(30)
        return echo(question)

    with serve(ask):
        ts = slack.say(place, slack.person, "who sued?")
        assert begun.wait(30)
        if deleted:
            slack.workspace.delete(place.id, ts)
        else:
            slack.workspace.edit(place.id, ts, "who was sued?")
        slack.wait_until(lambda: slack.acknowledged >= 2)
        gate.set()
        settle(slack)
    expected = [] if deleted else ["You asked: who was sued? [1]"]
    assert [message.text for message in answers(slack, ts)] == expected


@direct
def test_a_change_delivered_again_is_carried_out_once(slack: LocalSlack, serve: Serve, place: Channel) -> None:
    with serve(echo):
        ts = slack.say(place, slack.person, "who sued?")
        slack.wait_for_reply(place, ts)
        slack.workspace.edit(place.id, ts, "who was sued?")
        slack.redeliver(ts, times=3)
        settle(slack)
    assert [call.method for call in slack.calls].count("chat.update") == 1
