"""Sharing an answer that so far only the asker has seen."""

from __future__ import annotations

import json

import pytest

from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.database import open_database
from bot.desk import FORGOTTEN
from bot.listeners.shortcut import CALLBACK
from bot.local.faults import Fault
from bot.local.model import Channel, Message
from bot.local.slack import LocalSlack
from bot.private.answering import DISMISS, SHARE
from bot.private.sharing import NO_LONGER_OPEN
from bot.tables import TABLES
from tests.bot.answers import echo
from tests.bot.asking import settle
from tests.bot.conftest import CorpusOf, Serve, SettingsFor
from tests.bot.private.seeing import actions_of, said, wait_for_whisper, whispers


def private_answer(slack: LocalSlack) -> Message:
    slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "who sued?"))
    return wait_for_whisper(slack, slack.general)


def shared(slack: LocalSlack, channel: Channel) -> list[Message]:
    return [message for message in said(slack, channel) if "shared this answer" in json.dumps(message.blocks)]


def limit(slack: LocalSlack, channels: Channels, chosen: ChannelSettings) -> None:
    channels.change(slack.workspace.team, slack.general.id, chosen, by="U9")


def press_share(slack: LocalSlack, message: Message) -> None:
    slack.do(slack.acts.press(slack.person, message, SHARE))


def test_the_very_answer_is_posted_with_who_shared_it_and_disappears_for_the_asker(
    slack: LocalSlack, serve: Serve
) -> None:
    with serve(echo):
        seen = private_answer(slack)
        press_share(slack, seen)
        slack.wait_until(lambda: bool(shared(slack, slack.general)))
        slack.wait_until(lambda: whispers(slack, slack.general) == [])
    (public,) = shared(slack, slack.general)
    assert public.thread_ts is None
    assert public.text == seen.text
    without_ids = [{name: value for name, value in block.items() if name != "block_id"} for block in public.blocks]
    before = [{name: value for name, value in block.items() if name != "block_id"} for block in seen.blocks]
    said_of_it = slice(0, 2)
    assert without_ids[said_of_it] == before[said_of_it]
    assert actions_of(public) == [each for each in actions_of(seen) if each not in {SHARE, DISMISS}]
    assert f"<@{slack.person.id}> asked me “who sued?” and shared" in json.dumps(public.blocks, ensure_ascii=False)


@pytest.mark.parametrize("fault", [Fault(status=500), Fault(status=500, after=True), Fault(drop=True, after=True)])
def test_it_is_posted_once_however_often_it_is_pressed_and_whatever_slack_loses(
    slack: LocalSlack, serve: Serve, fault: Fault
) -> None:
    with serve(echo):
        seen = private_answer(slack)
        slack.faults.add("chat.postMessage", fault)
        press_share(slack, seen)
        press_share(slack, seen)
        slack.wait_until(lambda: bool(shared(slack, slack.general)))
        settle(slack)
    assert len(shared(slack, slack.general)) == 1


def test_where_the_bot_may_not_post_the_asker_is_told_and_can_press_again(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        seen = private_answer(slack)
        slack.faults.add("chat.postMessage", Fault(error="not_in_channel"))
        press_share(slack, seen)
        assert "/invite" in wait_for_whisper(slack, slack.general, count=2).text
        settle(slack)  # the wish is given up only after that was said
        press_share(slack, seen)
        slack.wait_until(lambda: bool(shared(slack, slack.general)))


def test_what_the_channel_may_no_longer_see_is_not_shared(
    slack: LocalSlack, serve: Serve, channels: Channels, corpus_of: CorpusOf
) -> None:
    with serve(echo, corpus=corpus_of("doc-1", "doc-2")):
        seen = private_answer(slack)
        limit(slack, channels, ChannelSettings(documents=("doc-2",)))
        press_share(slack, seen)
        assert wait_for_whisper(slack, slack.general, count=2).text == NO_LONGER_OPEN
        settle(slack)
    assert shared(slack, slack.general) == []


def test_who_may_no_longer_ask_may_not_share(slack: LocalSlack, serve: Serve, channels: Channels) -> None:
    with serve(echo):
        seen = private_answer(slack)
        limit(slack, channels, ChannelSettings(askers=("U9",)))
        press_share(slack, seen)
        wait_for_whisper(slack, slack.general, count=2)
    assert shared(slack, slack.general) == []


def test_an_answer_that_is_no_longer_kept_is_not_shared(slack: LocalSlack, serve: Serve, settings: SettingsFor) -> None:
    with serve(echo):
        seen = private_answer(slack)
        engine = open_database(settings().state, TABLES)
        with engine.begin() as connection:
            connection.execute(TABLES.tables["given"].delete())
        engine.dispose()
        press_share(slack, seen)
        assert wait_for_whisper(slack, slack.general, count=2).text == FORGOTTEN
    assert shared(slack, slack.general) == []


def test_the_answer_to_a_message_is_shared_beneath_it(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.general, slack.person, "who sued?")
        slack.do(slack.acts.shortcut(slack.person, CALLBACK, slack.workspace.message(slack.general.id, ts)))
        press_share(slack, wait_for_whisper(slack, slack.general))
        slack.wait_until(lambda: bool(shared(slack, slack.general)))
    assert shared(slack, slack.general)[0].thread_ts == ts
