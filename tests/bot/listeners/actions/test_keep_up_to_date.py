""" "Keep this answer up to date": the thread is told, old and new side by side, when an ingest changes it."""

from __future__ import annotations

import pytest

from bot.buttons import KEEP, SHOW_QUOTE
from bot.listeners.actions.keep_up_to_date import DROP, DROPPED, KEPT
from bot.local.faults import Fault
from bot.local.model import Message
from bot.local.slack import LocalSlack
from tests.bot.asking import settle
from tests.bot.conftest import Serve
from tests.bot.listeners.actions.pressing import opened, press, shown
from tests.bot.sources import FINE, Sources


def kept(slack: LocalSlack, reply: Message) -> Message:
    """Press the button; gives what only the presser sees."""
    press(slack, reply, KEEP)

    def ephemeral() -> list[Message]:
        return [each for each in slack.workspace.messages(reply.channel, ephemeral=True) if each.visible_to]

    slack.wait_until(lambda: bool(ephemeral()))
    return ephemeral()[-1]


def test_the_owner_is_told_in_the_thread_with_both_answers(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} how much?")
        confirmed = kept(slack, slack.wait_for_reply(slack.general, ts))
        assert (confirmed.text, confirmed.thread_ts) == (KEPT, ts)
        sources.change(fine=FINE.replace("40,000", "50,000"))
        told = slack.wait_for_reply(slack.general, ts, count=2)
        settle(slack)
        press(slack, told, SHOW_QUOTE)
        assert "€50,000" in opened(slack)
    until_now, now = told.blocks[1]["fields"]
    assert "€40,000" in until_now["text"]
    assert "€50,000" in now["text"]
    assert f"<@{slack.person.id}>" in told.blocks[0]["text"]["text"]
    assert len(slack.replies(slack.general, ts)) == 2


def test_a_change_while_the_bot_was_away_is_told_at_its_next_start(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        ts = slack.say(slack.direct, slack.person, "how much?")
        kept(slack, slack.wait_for_reply(slack.direct, ts))
    sources.change(fine=None)
    with serve(sources.ask, holdings=sources.holdings):
        told = slack.wait_for_reply(slack.direct, ts, count=2)
    assert "The sources do not answer this." in told.blocks[1]["fields"][1]["text"]
    assert "stood in a source that is gone" in shown(told.blocks)


def test_each_change_is_told_once_and_a_change_back_is_one(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        ts = slack.say(slack.direct, slack.person, "how much?")
        kept(slack, slack.wait_for_reply(slack.direct, ts))
        for count, sum_ in enumerate(("50,000", "40,000", "50,000"), start=2):
            sources.change(fine=FINE.replace("40,000", sum_))
            slack.wait_for_reply(slack.direct, ts, count=count)
    with serve(sources.ask, holdings=sources.holdings):
        settle(slack)
    assert len(slack.replies(slack.direct, ts)) == 4


@pytest.mark.parametrize("fault", [Fault(status=500, after=True), Fault(drop=True)])
def test_a_post_that_fails_is_repeated_but_never_doubled(
    slack: LocalSlack, serve: Serve, sources: Sources, fault: Fault
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        ts = slack.say(slack.direct, slack.person, "how much?")
        kept(slack, slack.wait_for_reply(slack.direct, ts))
        slack.faults.add("chat.postMessage", fault)
        sources.change(fine=FINE.replace("40,000", "50,000"))
        slack.wait_for_reply(slack.direct, ts, count=2)
        settle(slack)
    assert len(slack.replies(slack.direct, ts)) == 2


def test_who_wants_it_no_more_is_told_no_more(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        confirmed = kept(slack, slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?")))
        press(slack, confirmed, DROP)
        slack.wait_until(lambda: confirmed.text == DROPPED)
        assert sources.watches.all() == []
