""" "Keep this answer up to date": the thread is told, old and new side by side, when an ingest changes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.buttons import KEEP, SHOW_QUOTE
from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.corpus import Corpus
from bot.listeners.actions.keep_up_to_date import DROP, DROPPED, KEPT
from bot.local.faults import Fault
from bot.local.model import Channel, Message, User
from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question
from retrieval.asking import Asks
from retrieval.directory import Directory
from tests.bot.asking import settle
from tests.bot.conftest import Serve
from tests.bot.listeners.actions.pressing import opened, press, shown
from tests.bot.private.seeing import said
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
    assert "The sources do not answer this question." in told.blocks[1]["fields"][1]["text"]
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


LEGAL = FINE.replace("secret: front", "audience: legal")
CHANGED = LEGAL.replace("40,000", "50,000")


def kept_in_a_room(slack: LocalSlack, serve: Serve, sources: Sources) -> tuple[Channel, str]:
    """A lawyer, alone in a channel, keeps the answer from a document for lawyers up to date."""
    sources.change(fine=LEGAL)
    room = slack.workspace.add_channel("room", slack.person)
    with serve(sources.ask, lawyers(slack.person), holdings=sources.holdings):
        root = slack.say(room, slack.person, f"{slack.mention} how much?")
        kept(slack, slack.wait_for_reply(room, root))
    return room, root


def lawyers(*people: User) -> Directory:
    return Directory(users={each.id: frozenset({"legal"}) for each in people})


def test_where_others_have_joined_who_may_not_see_the_sources_the_owner_is_told_alone(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    room, root = kept_in_a_room(slack, serve, sources)
    room.members.add(slack.workspace.add_user("ben").id)
    sources.change(fine=CHANGED)
    with serve(sources.ask, lawyers(slack.person), holdings=sources.holdings):
        slack.wait_until(lambda: bool(said(slack, slack.direct)))
        settle(slack)
    assert "€50,000" in shown(said(slack, slack.direct)[0].blocks)
    assert len(slack.replies(room, root)) == 1


def test_an_owner_who_may_see_the_sources_no_longer_is_not_told(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    room, root = kept_in_a_room(slack, serve, sources)
    sources.change(fine=CHANGED)
    with serve(sources.ask, lawyers(slack.workspace.add_user("ben")), holdings=sources.holdings):
        settle(slack)
    assert len(slack.replies(room, root)) == 1
    assert not any("has changed" in message.text for message in said(slack, slack.direct))


def test_a_document_of_the_channel_that_is_removed_ends_no_standing_answer(
    slack: LocalSlack, serve: Serve, sources: Sources, channels: Channels
) -> None:
    channels.change(slack.workspace.team, slack.general.id, ChannelSettings(documents=("*.md",)), by="U1")
    with serve(sources.ask, corpus=Corpus(sources.store), holdings=sources.holdings):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} how much?")
        kept(slack, slack.wait_for_reply(slack.general, ts))
        scopes: list[tuple[str, ...]] = []
        checked = replace(sources.holdings, verbatim=Noting(sources.assistant, scopes))
    sources.change(fine=FINE.replace("40,000", "50,000"), other=None)
    with serve(sources.ask, corpus=Corpus(sources.store), holdings=checked):
        slack.wait_for_reply(slack.general, ts, count=2)
    assert scopes == [("fine.md",)]


def test_a_deleted_question_is_kept_up_to_date_no_more(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    slack.subscriptions |= {"message.channels"}
    with serve(sources.ask, holdings=sources.holdings):
        other = slack.say(slack.general, slack.person, f"{slack.mention} how much is it?")
        kept(slack, slack.wait_for_reply(slack.general, other))
        ts = slack.say(slack.general, slack.person, f"{slack.mention} how much?")
        kept(slack, slack.wait_for_reply(slack.general, ts))
        slack.workspace.delete(slack.general.id, ts)
        slack.wait_until(lambda: len(sources.watches.all()) == 1)
    assert [watch.question.question for watch in sources.watches.all()] == ["how much is it?"]


class Noting:
    """Answers as another does, and notes within which documents it was asked."""

    def __init__(self, asks: Asks, scopes: list[tuple[str, ...]]) -> None:
        self._asks = asks
        self._scopes = scopes

    def ask(self, question: Question) -> Answer:
        """Note and answer."""
        self._scopes.append(question.scope)
        return self._asks.ask(question)

    def explain(self, question: Question) -> str:
        """As the other."""
        return self._asks.explain(question)
