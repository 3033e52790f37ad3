"""What Slack shows of an agent at work: prompts, its session, and its own Stop."""

from __future__ import annotations

import threading

import pytest

from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from bot.replying import STOPPED
from bot.suggestions import suggestions
from retrieval.answer import Answer, Question
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import CorpusOf, Serve

KNOWN = "linkedin-lawsuit-dismissal.md"


def prompts(slack: LocalSlack) -> list[str]:
    slack.do(slack.acts.open_home(slack.person, "messages"))
    slack.wait_until(lambda: slack.direct.id in slack.state.sessions.prompts)
    return [each["message"] for each in slack.state.sessions.prompts[slack.direct.id]["prompts"]]


def test_an_empty_conversation_offers_questions_that_the_sources_answer(
    slack: LocalSlack, serve: Serve, corpus_of: CorpusOf
) -> None:
    with serve(echo, corpus=corpus_of(KNOWN, "other.md")):
        assert prompts(slack) == suggestions({KNOWN})


def test_of_sources_that_nobody_knows_it_offers_the_questions_that_they_pose(
    slack: LocalSlack, serve: Serve, corpus_of: CorpusOf
) -> None:
    with serve(echo, corpus=corpus_of("help.md", heading="Help > How do I export my data?")):
        assert prompts(slack) == ["How do I export my data?"]


def test_a_session_is_at_work_until_the_answer_stands(slack: LocalSlack, serve: Serve, gate: threading.Event) -> None:
    def slowly(question: Question) -> Answer:
        gate.wait(30)
        return echo(question)

    with serve(slowly):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        session = (slack.direct.id, ts)
        slack.wait_until(lambda: slack.state.sessions.status.get(session) == "processing")
        gate.set()
        slack.wait_until(lambda: slack.state.sessions.status.get(session) == "active")
    assert len(answers(slack, ts)) == 1


@pytest.mark.parametrize("fault", [Fault(error="missing_scope"), Fault(error="unknown_method"), Fault(drop=True)])
def test_an_answer_depends_on_none_of_it(slack: LocalSlack, serve: Serve, fault: Fault) -> None:
    slack.faults.add("agents.sessions.setStatus", fault, times=2)
    with serve(echo):
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued?"))


def stop(slack: LocalSlack, ts: str) -> dict[str, object]:
    body = slack.acts.stopped(slack.person, slack.workspace.message(slack.direct.id, ts))
    slack.tell(body)
    return body


def test_stop_ends_what_is_in_hand_with_a_word_and_no_answer_follows(
    slack: LocalSlack, serve: Serve, gate: threading.Event
) -> None:
    begun = threading.Event()

    def slowly(question: Question) -> Answer:
        if "sued" in question.question:
            begun.set()
            gate.wait(30)
        return echo(question)

    with serve(slowly):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        assert begun.wait(30)
        body = stop(slack, ts)
        slack.wait_until(lambda: slack.acknowledged >= 2)
        slack.tell(body)  # delivered again
        gate.set()
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
    assert [message.text for message in answers(slack, ts)] == [STOPPED]


def test_stop_after_the_answer_changes_nothing(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
        stop(slack, ts)
        settle(slack)
    assert [message.text for message in answers(slack, ts)] == ["You asked: who sued? [1]"]


def test_a_stopped_question_that_is_edited_is_answered(slack: LocalSlack, serve: Serve, gate: threading.Event) -> None:
    begun = threading.Event()

    def slowly(question: Question) -> Answer:
        begun.set()
        gate.wait(30)
        return echo(question)

    with serve(slowly):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        assert begun.wait(30)
        stop(slack, ts)
        slack.wait_until(lambda: slack.acknowledged >= 2)
        gate.set()
        reply = slack.wait_for_reply(slack.direct, ts)
        slack.workspace.edit(slack.direct.id, ts, "who was sued?")
        slack.wait_until(lambda: reply.text == "You asked: who was sued? [1]")
