"""Editing the settings of a channel in Slack."""

from __future__ import annotations

import json

import pytest

from bot.channels.opening import ONLY_ADMINS, ONLY_CHANNELS
from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.corpus import Corpus
from bot.local.faults import Fault
from bot.local.model import Channel, User
from bot.local.slack import LocalSlack
from bot.local.views import View
from retrieval.directory import Directory
from tests.bot.answers import echo
from tests.bot.asking import settle
from tests.bot.conftest import CorpusOf, Serve
from tests.bot.private.seeing import said
from tests.bot.sources import Sources


def open_settings(slack: LocalSlack, user: User | None = None, channel: Channel | None = None) -> View:
    who = user or slack.person
    slack.do(slack.acts.command(who, channel or slack.general, "/pincite", "settings"))
    slack.wait_until(lambda: slack.modal(who) is not None)
    view = slack.modal(who)
    assert view is not None
    return view


def test_whoever_made_the_channel_changes_its_settings_and_the_channel_is_told(
    slack: LocalSlack, serve: Serve, channels: Channels, corpus_of: CorpusOf
) -> None:
    bob = slack.workspace.add_user("bob")
    with serve(echo, corpus=corpus_of("contracts/a.md", "news.md")):
        open_settings(slack)
        values = {
            "documents": " contracts/ \n\nnews.md\ncontracts/",
            "askers": [slack.person.id, bob.id],
            "place": slack.general.id,
            "flags": ["unprompted", "feedback"],
        }
        assert slack.do(slack.acts.submit(slack.person, values)) == {}
        slack.wait_until(lambda: bool(said(slack, slack.general)))
    assert channels.of(slack.workspace.team, slack.general.id) == ChannelSettings(
        documents=("contracts/", "news.md"),
        askers=(slack.person.id, bob.id),
        escalation=slack.general.id,
        unprompted=True,
        follow_ups=False,
    )
    (news,) = said(slack, slack.general)
    told = json.dumps(news.blocks)
    assert f"<@{slack.person.id}> has changed my settings" in told
    assert "2 people may ask me" in told
    assert "contracts" not in told


def test_what_is_set_is_in_the_modal_when_it_is_opened_again(
    slack: LocalSlack, serve: Serve, channels: Channels
) -> None:
    chosen = ChannelSettings(documents=("a/", "b/"), askers=("U1",), escalation="S12", follow_ups=False)
    channels.change(slack.workspace.team, slack.general.id, chosen, by="U1")
    with serve(echo):
        shown = json.dumps(open_settings(slack).given)
        assert slack.do(slack.acts.submit(slack.person, {})) == {}
    assert all(each in shown for each in ('"a/\\nb/"', '"U1"', '"S12"'))
    assert channels.of(slack.workspace.team, slack.general.id) == chosen
    assert said(slack, slack.general) == []  # nothing has changed, so nothing is told


@pytest.mark.parametrize(
    ("values", "block"),
    [
        ({"documents": "contracts/\nlost-<!channel>/"}, "documents"),
        ({"group": "lawyers"}, "group"),
        ({"group": "S123", "person": "U1"}, "person"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_kept(
    slack: LocalSlack, serve: Serve, channels: Channels, corpus_of: CorpusOf, values: dict[str, str], block: str
) -> None:
    with serve(echo, corpus=corpus_of("contracts/a.md")):
        open_settings(slack)
        assert slack.do(slack.acts.submit(slack.person, values)).keys() == {block}
    assert channels.of(slack.workspace.team, slack.general.id) == ChannelSettings()


def test_names_of_hidden_documents_cannot_be_guessed_and_what_was_set_before_stays(
    slack: LocalSlack, serve: Serve, channels: Channels, sources: Sources
) -> None:
    sources.change(merger="---\naudience: board\n---\n# Plans\n\nWe buy Globex.\n")
    set_before = ChannelSettings(documents=("merger*", "fine.md"))
    channels.change(slack.workspace.team, slack.general.id, set_before, by="U1")
    directory = Directory(users={"U9": frozenset({"board"})})
    with serve(echo, directory, corpus=Corpus(sources.store)):
        for guessed in ("mer*", "max*"):
            open_settings(slack)
            values = {"documents": f"merger*\nfine.md\n{guessed}"}
            assert slack.do(slack.acts.submit(slack.person, values)) == {"documents": f"No document matches {guessed}."}
        assert slack.do(slack.acts.submit(slack.person, {"documents": "merger*\nother.md"})) == {}
    assert channels.of(slack.workspace.team, slack.general.id).documents == ("merger*", "other.md")


def test_others_may_not_change_them(slack: LocalSlack, serve: Serve) -> None:
    bob = slack.workspace.add_user("bob")
    with serve(echo):
        assert ONLY_ADMINS in json.dumps(open_settings(slack, bob).given)


def test_admins_of_the_workspace_may(slack: LocalSlack, serve: Serve) -> None:
    boss = slack.workspace.add_user("boss", is_admin=True)
    with serve(echo):
        assert open_settings(slack, boss).given["callback_id"] == "channel_settings"


def test_when_slack_does_not_say_who_is_an_admin_nobody_is(slack: LocalSlack, serve: Serve) -> None:
    boss = slack.workspace.add_user("boss", is_admin=True)
    slack.faults.add("users.info", Fault(error="missing_scope"), times=9)
    with serve(echo):
        assert ONLY_ADMINS in json.dumps(open_settings(slack, boss).given)


def test_a_direct_message_has_no_settings(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        assert ONLY_CHANNELS in json.dumps(open_settings(slack, channel=slack.direct).given)


def test_settings_outlive_a_new_name_of_the_channel(slack: LocalSlack, serve: Serve, channels: Channels) -> None:
    channels.change(slack.workspace.team, slack.general.id, ChannelSettings(feedback=False), by="U1")
    with serve(echo):
        slack.workspace.rename(slack.general, "renamed")
        settle(slack)
    assert not channels.wants_feedback(slack.workspace.team, slack.general.id)
