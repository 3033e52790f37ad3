"""A burst of questions: answered in order of arrival, each asker seeing how many are ahead of theirs."""

from __future__ import annotations

import threading

import pytest

from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from bot.waiting import status_of
from retrieval.answer import Answer, Question
from tests.bot.answers import echo
from tests.bot.asking import settle
from tests.bot.conftest import Serve

BURST = 50


def test_fifty_at_once_are_answered_in_order_with_their_place_shown_and_nothing_left_behind(
    slack: LocalSlack, serve: Serve
) -> None:
    steps = threading.Semaphore(0)

    def ask(question: Question) -> Answer:
        steps.acquire(timeout=60)
        return echo(question)

    def statuses() -> list[str]:
        said = (slack.workspace.message(slack.general.id, ts) for ts in asked)
        return [message.status for message in said]

    with serve(ask):
        asked = [slack.say(slack.general, slack.person, f"{slack.mention} question {n}") for n in range(BURST)]
        expected = ["is reading the sources…", *(status_of(ahead) for ahead in range(1, BURST))]
        slack.wait_until(lambda: statuses() == expected)
        steps.release(3)
        moved = ["", "", "", "is reading the sources…", *(status_of(ahead) for ahead in range(1, BURST - 3))]
        slack.wait_until(lambda: statuses() == moved)
        steps.release(BURST)
        slack.wait_for_reply(slack.general, asked[-1])
    assert statuses() == [""] * BURST
    by_the_bot = [each for each in slack.workspace.messages(slack.general.id) if each.user == slack.workspace.bot]
    assert [message.root for message in by_the_bot] == asked
    assert [message.text for message in by_the_bot] == [f"You asked: question {n} [1]" for n in range(BURST)]


@pytest.mark.parametrize("fault", [Fault(error="missing_scope"), Fault(status=429, retry_after=1), Fault(drop=True)])
def test_an_answer_does_not_depend_on_its_place_being_shown(
    slack: LocalSlack, serve: Serve, gate: threading.Event, fault: Fault
) -> None:
    def ask(question: Question) -> Answer:
        gate.wait(30)
        return echo(question)

    with serve(ask):
        asked = [slack.say(slack.direct, slack.person, f"question {n}") for n in range(3)]
        slack.wait_until(lambda: any(call.method == "assistant.threads.setStatus" for call in slack.calls))
        slack.faults.add("assistant.threads.setStatus", fault, times=3)
        gate.set()
        settle(slack)
    assert [len(slack.replies(slack.direct, ts)) for ts in asked] == [1, 1, 1]


def test_a_question_that_is_deleted_while_it_waits_leaves_no_status(
    slack: LocalSlack, serve: Serve, gate: threading.Event
) -> None:
    slack.subscriptions |= {"message.channels"}

    def ask(question: Question) -> Answer:
        gate.wait(30)
        return echo(question)

    with serve(ask):
        slack.say(slack.direct, slack.person, "first")
        second = slack.say(slack.direct, slack.person, "second")
        message = slack.workspace.message(slack.direct.id, second)
        slack.wait_until(lambda: message.status == status_of(1))
        slack.workspace.post(slack.person, slack.direct.id, "a reply keeps the deleted one's place", thread_ts=second)
        slack.workspace.delete(slack.direct.id, second)
        gate.set()
        slack.wait_until(lambda: message.status == "")
        settle(slack)


@pytest.mark.parametrize(("ahead", "number"), [(2, "2"), (5, "5"), (6, "about 5"), (8, "about 10"), (49, "about 50")])
def test_the_number_ahead_is_exact_when_it_is_small(ahead: int, number: str) -> None:
    assert f"after {number} other questions" in status_of(ahead)
