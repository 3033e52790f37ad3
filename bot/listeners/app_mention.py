"""Somebody mentions the bot in a channel."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext

from bot.inbox import Inbox
from bot.listeners.installed import team_of


def register(app: App, inbox: Inbox) -> None:
    """Listen for mentions."""

    def on_mention(event: dict[str, Any], context: BoltContext) -> None:
        inbox.receive(event, team_of(context), context.bot_user_id or "")

    app.event("app_mention")(on_mention)
