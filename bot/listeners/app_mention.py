"""Somebody mentions the bot in a channel."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext

from bot.inbox import Inbox


def register(app: App, inbox: Inbox) -> None:
    """Listen for mentions."""

    def on_mention(body: dict[str, Any], context: BoltContext) -> None:
        inbox.receive(body, context.bot_user_id or "")

    app.event("app_mention")(on_mention)
