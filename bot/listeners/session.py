"""Somebody presses Slack's own Stop while the bot works."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot.front import Front


def register(app: App, front: Front) -> None:
    """Listen for it."""

    def on_stop(body: dict[str, Any], event: dict[str, Any]) -> None:
        team, channel = str(body.get("team_id") or ""), str(event.get("channel") or "")
        front.inbox.stop(team, channel, str(event.get("thread_ts") or ""), str(event.get("event_ts") or ""))

    app.event("agent_session_stopped")(on_stop)
