"""``conversations.*``: channels, their members and what was said in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.local.events import as_json
from bot.local.methods.arguments import Method, channel_of, is_set, number
from bot.local.model import Channel, Json, Message, WorkspaceError
from bot.local.state import State

_LARGEST_PAGE = 1000
T = TypeVar("T")


def replies(state: State, args: Json) -> Json:
    channel, root = channel_of(state, args), str(args.get("ts") or "")
    thread = [message for message in state.workspace.messages(channel.id) if message.root == root]
    if not thread:
        raise WorkspaceError("thread_not_found")
    return _messages([message for message in thread if message.ts == root or _is_between(message, args)], args)


def history(state: State, args: Json) -> Json:
    newest_first = reversed(state.workspace.messages(channel_of(state, args).id))
    shown = [message for message in newest_first if message.thread_ts is None or message.broadcast]
    return _messages([message for message in shown if _is_between(message, args)], args)


def info(state: State, args: Json) -> Json:
    return {"channel": channel_json(state, channel_of(state, args))}


def members(state: State, args: Json) -> Json:
    page, cursor = _page(sorted(channel_of(state, args).members), args)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def open_direct(state: State, args: Json) -> Json:
    return {"channel": channel_json(state, state.workspace.direct(state.workspace.user(str(args.get("users") or ""))))}


def list_channels(state: State, args: Json) -> Json:
    every = [channel for channel in state.workspace.channels.values() if not channel.is_im]
    if is_set(args, "exclude_archived"):
        every = [channel for channel in every if not channel.is_archived]
    page, cursor = _page(every, args)
    shown = [channel_json(state, channel) for channel in page]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def channel_json(state: State, channel: Channel) -> Json:
    """A channel as Slack gives it."""
    shared = state.workspace.is_shared(channel)
    kind: Json = {"is_im": channel.is_im, "is_channel": not channel.is_im, "is_private": channel.is_private}
    sharing: Json = {"is_ext_shared": shared, "is_shared": shared, "is_archived": channel.is_archived}
    sharing["is_pending_ext_shared"] = channel.is_pending
    if channel.is_im:
        person = next(member for member in channel.members if member != state.workspace.bot.id)
        return {"id": channel.id, "user": person, **kind, **sharing}
    return {"id": channel.id, "name": channel.name, "creator": channel.creator, "is_member": True, **kind, **sharing}


def _is_between(message: Message, args: Json) -> bool:
    oldest, latest = str(args.get("oldest") or ""), str(args.get("latest") or "")
    if is_set(args, "inclusive") or not latest:
        return message.ts >= oldest and (not latest or message.ts <= latest)
    return message.ts >= oldest and message.ts < latest


def _messages(messages: list[Message], args: Json) -> Json:
    page, cursor = _page(messages, args)
    with_metadata = is_set(args, "include_all_metadata")
    shown = []
    for message in page:
        metadata = {"metadata": message.metadata} if with_metadata and message.metadata else {}
        shown.append({**as_json(message), **metadata})
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _page(items: Sequence[T], args: Json) -> tuple[list[T], str]:
    """One page, and the cursor of the next: the number of items before it; empty after the last."""
    limit = number(args, "limit", 100)
    if not 1 <= limit <= _LARGEST_PAGE:
        raise WorkspaceError("invalid_limit")
    if not str(args.get("cursor") or "0").isdigit():
        raise WorkspaceError("invalid_cursor")
    end = int(args.get("cursor") or 0) + limit
    return list(items[end - limit : end]), str(end) if end < len(items) else ""


METHODS: dict[str, Method] = {
    "conversations.history": history,
    "conversations.info": info,
    "conversations.list": list_channels,
    "conversations.members": members,
    "conversations.open": open_direct,
    "conversations.replies": replies,
}
