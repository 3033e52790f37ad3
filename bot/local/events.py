"""Which events a change in the workspace causes, in the shape of Slack's Events API."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from bot.local.model import APP, Channel, Json, Message
from bot.local.workspace import Workspace

MENTIONS_AND_DIRECT = frozenset({"app_mention", "message.im"})
_TOLD = frozenset({"changed", "deleted", "posted"})
_numbers = itertools.count(1)


def events_for(workspace: Workspace, change: str, message: Message, subscribed: frozenset[str]) -> Iterator[Json]:
    """The request bodies to deliver to an app that subscribed to these event types."""
    if change not in _TOLD or message.visible_to:
        return
    channel = workspace.channel(message.channel)
    mentioned = f"<@{workspace.bot.id}>" in message.text
    if "app_mention" in subscribed and mentioned and not channel.is_im and change == "posted":
        yield _message_body(workspace, {**as_json(message), "type": "app_mention"}, channel)
    kind = _kind(channel)
    if f"message.{kind}s" in subscribed or (kind == "im" and "message.im" in subscribed):
        yield _message_body(workspace, _message_event(change, message, kind), channel)


def channel_event(workspace: Workspace, change: str, channel: Channel) -> Json:
    """The body that tells of a channel's new name or its end."""
    now = time.time()
    about: Json = {"channel": channel.id, "user": channel.creator}
    if change == "rename":
        about = {"channel": {"id": channel.id, "name": channel.name, "created": int(now)}}
    return body_of(workspace, {"type": f"channel_{change}", **about, "event_ts": f"{now:.6f}"})


def body_of(workspace: Workspace, event: Json) -> Json:
    """A request body around an event that has its ``event_ts``."""
    bot = {"team_id": workspace.team, "user_id": workspace.bot.id, "is_bot": True}
    return {
        "type": "event_callback",
        "team_id": _outer_team(workspace, event.get("channel")),
        "api_app_id": APP,
        "event_id": f"Ev{next(_numbers):08d}",
        "event_time": int(float(event["event_ts"])),
        "event": event,
        "authorizations": [bot],
    }


def _outer_team(workspace: Workspace, channel_id: object) -> str:
    """What stands around an event: for a shared channel it may be the other workspace, so here it is."""
    channel = workspace.channels.get(channel_id) if isinstance(channel_id, str) else None
    return min(workspace.guests(channel), default=workspace.team) if channel else workspace.team


def as_json(message: Message) -> Json:
    """A message as the Web API and events give it, without its metadata."""
    shown: Json = {"type": "message", "user": message.user.id, "text": message.text, "ts": message.ts}
    if message.is_tombstone:
        shown |= {"subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    elif message.broadcast:
        shown["subtype"] = "thread_broadcast"
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.user.bot_id:
        shown["bot_id"] = message.user.bot_id
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.edited:
        shown["edited"] = {"user": message.user.id, "ts": message.ts}
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": sorted(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    return shown


def _kind(channel: Channel) -> str:
    return "im" if channel.is_im else "group" if channel.is_private else "channel"


def _message_event(change: str, message: Message, kind: str) -> Json:
    where = {"channel_type": kind}
    if change == "posted":
        return {**as_json(message), **where}
    now = f"{time.time():.6f}"
    hidden = {"type": "message", "subtype": f"message_{change}", "hidden": True, "ts": now, **where}
    before = as_json(message.before or message)
    if change == "changed":
        return {**hidden, "message": as_json(message), "previous_message": before}
    return {**hidden, "deleted_ts": message.ts, "previous_message": before}


def _message_body(workspace: Workspace, event: Json, channel: Channel) -> Json:
    team = {"team": workspace.team} if "user" in event else {}
    shared = {"is_ext_shared_channel": workspace.is_shared(channel)}
    return {**body_of(workspace, {**event, **team, "channel": channel.id, "event_ts": event["ts"]}), **shared}
