"""Somebody presses Slack's own Stop while the bot works."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext

from bot.front import Front
from bot.listeners.installed import team_of


def register(app: App, front: Front) -> None:
    """Listen for it."""

    def on_stop(event: dict[str, Any], context: BoltContext) -> None:
        team, channel = team_of(context), str(event.get("channel") or "")
        front.inbox.stop(team, channel, str(event.get("thread_ts") or ""), str(event.get("event_ts") or ""))

    app.event("agent_session_stopped")(on_stop)
