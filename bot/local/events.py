"""Which events a change in the workspace causes, in the shape of Slack's Events API."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from bot.local.workspace import Channel, Json, Message, Workspace

MENTIONS_AND_DIRECT = frozenset({"app_mention", "message.im"})
_numbers = itertools.count(1)


def events_for(workspace: Workspace, change: str, message: Message, subscribed: frozenset[str]) -> Iterator[Json]:
    """The request bodies to deliver to an app that subscribed to these event types."""
    channel = workspace.channel(message.channel)
    mentioned = f"<@{workspace.bot.id}>" in message.text
    if "app_mention" in subscribed and mentioned and not channel.is_im and change == "posted":
        yield _body(workspace, {**as_json(message), "type": "app_mention"}, message)
    if ("message.im" if channel.is_im else "message.channels") in subscribed:
        yield _body(workspace, _message_event(change, message, channel), message)


def as_json(message: Message) -> Json:
    """A message as the Web API and events give it, without its metadata."""
    shown: Json = {"type": "message", "user": message.user.id, "text": message.text, "ts": message.ts}
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


def _message_event(change: str, message: Message, channel: Channel) -> Json:
    kind = {"channel_type": "im" if channel.is_im else "channel"}
    if change == "posted":
        return {**as_json(message), **kind}
    now = f"{time.time():.6f}"
    hidden = {"type": "message", "subtype": f"message_{change}", "hidden": True, "ts": now, **kind}
    if change == "changed":
        return {**hidden, "message": as_json(message)}
    return {**hidden, "deleted_ts": message.ts, "previous_message": as_json(message)}


def _body(workspace: Workspace, event: Json, message: Message) -> Json:
    event = {**event, "channel": message.channel, "event_ts": event["ts"]}
    bot = {"team_id": workspace.team, "user_id": workspace.bot.id, "is_bot": True}
    return {
        "type": "event_callback",
        "team_id": workspace.team,
        "api_app_id": "A0000LOCAL",
        "event_id": f"Ev{next(_numbers):08d}",
        "event_time": int(float(event["ts"])),
        "event": event,
        "authorizations": [bot],
    }
