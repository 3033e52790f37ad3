"""What can be pressed beneath an answer that only one person sees, and beneath it once it is shared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.buttons import ASK_A_PERSON, FEEDBACK, KEEP, SHOW_QUOTE, WHY
from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.corpus import Corpus
from bot.listeners.actions.keep_up_to_date import KEPT_ALONE
from bot.listeners.shortcut import CALLBACK
from bot.local.model import Message
from bot.local.slack import LocalSlack
from bot.private.answering import DISMISS, SHARE
from retrieval.answer import Answer, Question, Status
from retrieval.directory import Directory
from tests.bot.answers import echo
from tests.bot.asking import settle
from tests.bot.conftest import Serve
from tests.bot.listeners.actions.pressing import opened, press, shown
from tests.bot.private.seeing import actions_of, said, wait_for_whisper, whispers
from tests.bot.sources import FINE, Sources


def by_command(slack: LocalSlack) -> Message:
    slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "how much?"))
    return wait_for_whisper(slack, slack.general)


def by_shortcut_in_a_thread(slack: LocalSlack) -> Message:
    root = slack.say(slack.general, slack.person, "about the fine")
    asked = slack.say(slack.general, slack.person, "how much?", thread_ts=root)
    slack.do(slack.acts.shortcut(slack.person, CALLBACK, slack.workspace.message(slack.general.id, asked)))
    return wait_for_whisper(slack, slack.general)


ENTRANCES = pytest.mark.parametrize("entrance", [by_command, by_shortcut_in_a_thread])
Entrance = Callable[[LocalSlack], Message]


def silent(question: Question) -> Answer:
    """The sources say nothing."""
    return echo(question).model_copy(update={"status": Status.NOT_FOUND, "answer": "", "citations": ()})


@ENTRANCES
def test_it_has_the_buttons_of_an_answer_in_a_thread(
    slack: LocalSlack, serve: Serve, sources: Sources, entrance: Entrance
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        seen = entrance(slack)
        assert actions_of(seen) == [SHOW_QUOTE, WHY, KEEP, FEEDBACK, SHARE, DISMISS]
        press(slack, seen, SHOW_QUOTE)
        assert "€40,000" in opened(slack)


@ENTRANCES
def test_when_it_changes_only_who_asked_is_told(
    slack: LocalSlack, serve: Serve, sources: Sources, entrance: Entrance
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        press(slack, entrance(slack), KEEP)
        assert wait_for_whisper(slack, slack.general, count=2).text == KEPT_ALONE
        sources.change(fine=FINE.replace("40,000", "50,000"))
        slack.wait_until(lambda: bool(said(slack, slack.direct)))
        settle(slack)
    assert "€50,000" in shown(said(slack, slack.direct)[0].blocks)
    assert "has changed" not in shown([each.blocks for each in said(slack, slack.general)])


@ENTRANCES
def test_a_person_is_asked_and_named_to_the_asker_alone(slack: LocalSlack, serve: Serve, entrance: Entrance) -> None:
    maria = slack.workspace.add_user("maria")
    with serve(silent, escalate_to=maria.id):
        press(slack, entrance(slack), ASK_A_PERSON)
        slack.wait_until(lambda: bool(said(slack, slack.direct)))
    assert "how much?" in shown(said(slack, slack.workspace.direct(maria))[0].blocks)
    assert f"I have asked <@{maria.id}>." in shown(said(slack, slack.direct)[0].blocks)
    assert said(slack, slack.general) == []


def test_a_group_that_reads_nothing_of_it_is_not_offered(slack: LocalSlack, serve: Serve) -> None:
    with serve(silent, escalate_to="S0LAWYERS"):
        assert ASK_A_PERSON not in actions_of(by_command(slack))


def test_it_is_kept_within_the_documents_of_its_channel(
    slack: LocalSlack, serve: Serve, sources: Sources, channels: Channels
) -> None:
    (fine,) = (each for each in sources.store.current_ids() if "fine" in each)
    channels.change(slack.workspace.team, slack.general.id, ChannelSettings(documents=(fine,)), by="U9")
    with serve(sources.ask, corpus=Corpus(sources.store), holdings=sources.holdings):
        press(slack, by_command(slack), KEEP)
        wait_for_whisper(slack, slack.general, count=2)
        (watch,) = sources.watches.all(slack.person.id)
    assert watch.question.scope == (fine,)


def test_once_shared_its_buttons_work_and_go_no_further_than_the_channel_may_see(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    ben = slack.workspace.add_user("ben")
    slack.workspace.channels[slack.general.id].members.add(ben.id)
    directory = Directory(users={slack.person.id: frozenset({"board"})})
    with serve(sources.ask, directory, corpus=Corpus(sources.store), holdings=sources.holdings):
        seen = by_command(slack)
        press(slack, seen, SHARE)
        slack.wait_until(lambda: bool(said(slack, slack.general)))
        (public,) = said(slack, slack.general)
        assert actions_of(public) == [SHOW_QUOTE, WHY, KEEP, FEEDBACK]
        slack.do(slack.acts.press(ben, public, KEEP))
        slack.wait_until(lambda: bool(whispers(slack, slack.general, ben)))
        press(slack, public, SHOW_QUOTE)
        assert "€40,000" in opened(slack)
        (watch,) = sources.watches.all(ben.id)
    assert () in watch.question.readers  # as for a member without audiences
