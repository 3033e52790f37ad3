"""Questions of one channel are answered in order, those of different channels side by side."""

from __future__ import annotations

import threading

from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question
from tests.bot.answers import echo
from tests.bot.conftest import Serve


def test_a_channel_gets_its_answers_in_the_order_of_its_questions(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, workers=4):
        asked = [slack.say(slack.direct, slack.person, f"question {number}") for number in range(12)]
        slack.wait_for_reply(slack.direct, asked[-1])
    replies = [message.root for message in slack.workspace.messages(slack.direct.id) if message.thread_ts]
    assert replies == asked


def test_a_slow_question_holds_up_no_other_channel(slack: LocalSlack, serve: Serve, gate: threading.Event) -> None:
    def ask(question: Question) -> Answer:
        if question.question == "slow":
            gate.wait(30)
        return echo(question)

    with serve(ask, workers=2):
        slow = slack.say(slack.direct, slack.person, "slow")
        behind = slack.say(slack.direct, slack.person, "quick")
        other = slack.say(slack.general, slack.person, f"{slack.mention} quick")
        slack.wait_for_reply(slack.general, other)
        assert slack.replies(slack.direct, slow) == slack.replies(slack.direct, behind) == []
        gate.set()
        slack.wait_for_reply(slack.direct, behind)


def test_slow_answers_hold_up_no_acknowledgement(slack: LocalSlack, serve: Serve, gate: threading.Event) -> None:
    def ask(question: Question) -> Answer:
        gate.wait(30)
        return echo(question)

    with serve(ask, workers=1):
        for number in range(20):
            slack.say(slack.direct, slack.person, f"question {number}")
        slack.wait_until(lambda: slack.acknowledged >= 20)
        assert not gate.is_set()
        gate.set()
