"""One answer for each message, however often and by whichever way it arrives."""

from __future__ import annotations

import pytest

from bot.local.slack import LocalSlack
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve


def test_ten_deliveries_are_acknowledged_and_answered_once(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.redeliver(ts, times=9)
        slack.wait_until(lambda: slack.acknowledged >= 10)
        settle(slack)
    assert len(answers(slack, ts)) == 1


def test_a_mention_that_also_arrives_as_a_message_is_answered_once(slack: LocalSlack, serve: Serve) -> None:
    slack.subscriptions |= {"message.channels"}
    with serve(echo):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.wait_until(lambda: slack.acknowledged >= 2)
        settle(slack)
    assert len(answers(slack, ts)) == 1


def test_a_redelivery_after_a_restart_is_not_answered_again(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_for_reply(slack.direct, ts)
    with serve(echo):
        slack.redeliver(ts)
        settle(slack)
    assert len(answers(slack, ts)) == 1


def test_two_bots_with_one_state_file_share_the_work(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo), serve(echo):
        questions = [slack.say(slack.direct, slack.person, f"question {number}") for number in range(6)]
        for ts in questions:
            slack.redeliver(ts, times=2)  # the local Slack sends deliveries to the connections in turn
        for ts in questions:
            slack.wait_for_reply(slack.direct, ts)
        settle(slack)
        settle(slack)
    assert [len(answers(slack, ts)) for ts in questions] == [1] * 6


def test_a_message_sent_while_the_bot_was_away_is_answered_later(slack: LocalSlack, serve: Serve) -> None:
    ts = slack.say(slack.direct, slack.person, "anybody there?")
    with serve(echo):
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
    assert len(answers(slack, ts)) == 1


@pytest.mark.slow
def test_a_dropped_socket_is_replaced_and_loses_nothing(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        slack.drop_sockets()
        ts = slack.say(slack.direct, slack.person, "still there?")
        slack.wait_for_reply(slack.direct, ts)
        settle(slack)
    assert len(answers(slack, ts)) == 1
