"""Somebody mentions the bot in a channel."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot.inbox import Inbox


def register(app: App, inbox: Inbox) -> None:
    """Listen for mentions."""

    def on_mention(body: dict[str, Any]) -> None:
        inbox.receive(body)

    app.event("app_mention")(on_mention)
