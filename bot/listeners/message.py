"""Somebody writes to the bot directly: a new message, or a reply in the thread of one."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext

from bot.inbox import Inbox
from bot.listeners.installed import team_of


def register(app: App, inbox: Inbox) -> None:
    """Listen for every message; the inbox knows which to ignore, and Bolt reports none as unhandled."""

    def on_message(event: dict[str, Any], context: BoltContext) -> None:
        inbox.receive(event, team_of(context), context.bot_user_id or "")

    app.event("message")(on_message)
