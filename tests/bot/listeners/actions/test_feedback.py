"""Thumbs and their reasons: stored with the exact answer id before Slack is told that they arrived."""

from __future__ import annotations

import dataclasses
import json

import pytest
from sqlalchemy import text

from bot.buttons import FEEDBACK
from bot.database import open_database
from bot.feedback import Opinion, Opinions, Verdict
from bot.local.slack import LocalSlack
from bot.tables import TABLES
from retrieval.answer import Answer, Question
from tests.bot.answers import answer, citation, echo
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.listeners.actions.pressing import opened, press


def stored(settings: SettingsFor) -> list[Opinion]:
    """The last that each person said of each answer, without when."""
    engine = open_database(settings().place, TABLES)
    try:
        return [dataclasses.replace(each, at=0.0) for each in Opinions(engine).last()]
    finally:
        engine.dispose()


def ask(question: Question) -> Answer:
    """Two sentences, each with its source."""
    told = "They want $1,000. [1] They filed in *May* & <June>. [2]"
    return answer(told, id="exactly-this", question=question.question, citations=(citation(1), citation(2)))


def test_a_thumb_up_is_stored_with_the_exact_answer(slack: LocalSlack, serve: Serve, settings: SettingsFor) -> None:
    with serve(ask):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, FEEDBACK, "positive")  # returns with the acknowledgement
        assert stored(settings) == [Opinion("exactly-this", slack.person.id, Verdict.HELPFUL)]
        assert slack.modal() is None


def test_a_thumb_down_is_stored_and_asks_for_a_reason_that_is_tied_to_a_sentence(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    with serve(ask):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, FEEDBACK, "negative")
        assert stored(settings) == [Opinion("exactly-this", slack.person.id, Verdict.BAD)]
        form = json.loads(opened(slack))
        sentences = form[2]["element"]["options"]
        assert [option["text"]["text"] for option in sentences] == [
            "[1] They want $1,000.",
            "[2] They filed in May & <June>.",
        ]
        said = {"reason": "outdated", "sentence": "2", "note": "It was July."}
        assert slack.do(slack.acts.submit(slack.person, said)) == {}
        assert slack.modal() is None
        expected = Opinion("exactly-this", slack.person.id, Verdict.OUT_OF_DATE, 2, "It was July.")
        assert stored(settings) == [expected]


@pytest.mark.parametrize("reason", [verdict for verdict in Verdict if verdict not in {Verdict.HELPFUL, Verdict.BAD}])
def test_each_reason_can_be_given_alone(
    slack: LocalSlack, serve: Serve, settings: SettingsFor, reason: Verdict
) -> None:
    with serve(ask):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, FEEDBACK, "negative")
        opened(slack)
        slack.do(slack.acts.submit(slack.person, {"reason": reason.value}))
    assert stored(settings) == [Opinion("exactly-this", slack.person.id, reason)]


def test_what_cannot_be_stored_is_not_acknowledged(slack: LocalSlack, serve: Serve, settings: SettingsFor) -> None:
    slack.state.triggers.seconds = 2.0
    with serve(ask):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        engine = open_database(settings().place, TABLES)
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE feedback RENAME TO away"))
        with pytest.raises(TimeoutError):
            press(slack, reply, FEEDBACK, "positive")
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE away RENAME TO feedback"))
        engine.dispose()
        press(slack, reply, FEEDBACK, "positive")
    assert [each.verdict for each in stored(settings)] == [Verdict.HELPFUL]


def test_two_people_may_differ(slack: LocalSlack, serve: Serve, settings: SettingsFor) -> None:
    other = slack.workspace.add_user("ben")
    slack.general.members.add(other.id)
    with serve(echo):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} how much?")
        reply = slack.wait_for_reply(slack.general, ts)
        press(slack, reply, FEEDBACK, "positive")
        slack.do(slack.acts.press(other, reply, FEEDBACK, "negative"))
    said = [(each.who, each.verdict) for each in stored(settings)]
    assert said == [(slack.person.id, Verdict.HELPFUL), (other.id, Verdict.BAD)]
