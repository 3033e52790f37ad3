"""Slash commands and message shortcuts of the local Slack."""

from __future__ import annotations

from slack_bolt import Ack, App, Respond

from bot.local.app import App as Manifested
from bot.local.app import Command, Shortcut
from bot.local.slack import LocalSlack
from tests.bot.local.conftest import Body, Heard


def test_a_command_says_nothing_in_the_channel_but_what_the_app_answers(
    slack: LocalSlack, app: App, heard: Heard
) -> None:
    @app.command("/pincite")
    def commanded(ack: Ack, body: Body, respond: Respond) -> None:
        ack("looking")
        respond("found", response_type="in_channel")
        heard.add(body)

    slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "who sued?"))
    (body,) = heard.wait()
    assert (body["command"], body["text"]) == ("/pincite", "who sued?")
    assert (body["channel_id"], body["user_id"]) == (slack.general.id, slack.person.id)
    shown = slack.workspace.messages(slack.general.id, ephemeral=True)
    assert sorted((each.text, each.visible_to) for each in shown) == [("found", ""), ("looking", slack.person.id)]


def test_a_shortcut_brings_the_message(slack: LocalSlack, app: App, heard: Heard) -> None:
    @app.shortcut("find")
    def chosen(ack: Ack, body: Body) -> None:
        ack()
        heard.add(body)

    ts = slack.say(slack.general, slack.person, "who sued?")
    slack.do(slack.acts.shortcut(slack.person, "find", slack.workspace.message(slack.general.id, ts)))
    (body,) = heard.wait()
    assert (body["type"], body["callback_id"], body["message_ts"]) == ("message_action", "find", ts)
    assert body["message"]["text"] == "who sued?"
    assert body["trigger_id"]


def test_a_manifest_says_what_there_is_to_use() -> None:
    command = {"command": "/pincite", "description": "Ask", "usage_hint": "[question]"}
    shortcut = {"callback_id": "find", "name": "Find the answer", "type": "message"}
    features = {"slash_commands": [command], "shortcuts": [shortcut], "app_home": {"home_tab_enabled": True}}
    settings = {"event_subscriptions": {"bot_events": ["app_mention"]}, "interactivity": {"is_enabled": True}}
    read = Manifested.from_manifest({"features": features, "settings": settings})
    assert read.commands == (Command("/pincite", "Ask", "[question]"),)
    assert read.shortcuts == (Shortcut("find", "Find the answer"),)
    assert read.home
    assert read.events == {"app_mention"}
    settings["interactivity"] = {"is_enabled": False}
    assert Manifested.from_manifest({"features": features, "settings": settings}).shortcuts == ()
