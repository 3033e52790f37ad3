"""What becomes of a channel: it ends, gets another name, or people from outside join it."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import App, BoltContext

from bot.front import Front
from bot.listeners.installed import team_of

logger = logging.getLogger(__name__)

ENDS = ("channel_archive", "channel_deleted", "group_archive", "group_deleted")
CHANGES = ("channel_rename", "channel_shared", "channel_unarchive", "channel_unshared", "group_rename")


def register(app: App, front: Front) -> None:
    """Listen for both. Settings hang on the channel's id and outlive all of it."""

    def on_end(event: dict[str, Any], context: BoltContext) -> None:
        team, channel = team_of(context), _id(event)
        front.places.forget(team, channel)
        if given_up := front.claims.abandon(team, channel):
            logger.info("%s is archived; questions given up: %d", channel, given_up)

    def on_change(event: dict[str, Any], context: BoltContext) -> None:
        front.places.forget(team_of(context), _id(event))

    for name in ENDS:
        app.event(name)(on_end)
    for name in CHANGES:
        app.event(name)(on_change)


def _id(event: dict[str, Any]) -> str:
    channel = event.get("channel")
    return str(channel.get("id") or "") if isinstance(channel, dict) else str(channel or "")
