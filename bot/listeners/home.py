"""Somebody opens the app: its Home tab, or the conversation with it."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.agent import suggest
from bot.channels.opening import open_settings
from bot.front import Front
from bot.home.publishing import publish
from bot.home.view import CHANNEL_SETTINGS
from bot.listeners.installed import team_of
from bot.listeners.private import at_once


def register(app: App, front: Front) -> None:
    """Listen for it, and for what can be chosen on the Home tab."""

    def show(event: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if event.get("tab") == "messages":
            suggest(client, str(event.get("channel") or ""), front.corpus.questions() if front.corpus else [])
        else:
            publish(front, client, team_of(context), str(event.get("user") or ""))

    def choose(body: dict[str, Any], action: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        channel = str(action.get("selected_conversation") or "")
        if channel:
            open_settings(front, client, team_of(context), channel, body["user"]["id"], body["trigger_id"])

    app.event("app_home_opened")(ack=at_once, lazy=[show])
    app.action(CHANNEL_SETTINGS)(ack=at_once, lazy=[choose])
