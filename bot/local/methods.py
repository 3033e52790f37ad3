"""The Web API methods that the bot and Bolt call, each a function of the workspace and the arguments."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.local.events import as_json
from bot.local.limits import check_blocks
from bot.local.workspace import Channel, Json, Message, Workspace, WorkspaceError

Method = Callable[[Workspace, Json], Json]


def auth_test(workspace: Workspace, args: Json) -> Json:
    del args
    bot = workspace.bot
    return {
        "team": "Local",
        "team_id": workspace.team,
        "user": bot.name,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
    }


def chat_post_message(workspace: Workspace, args: Json) -> Json:
    text, blocks = _content(args)
    metadata = args.get("metadata")
    message = workspace.post(
        workspace.bot,
        str(args.get("channel", "")),
        text,
        thread_ts=args.get("thread_ts"),
        blocks=blocks,
        metadata=json.loads(metadata) if isinstance(metadata, str) else metadata,
    )
    return {"channel": message.channel, "ts": message.ts, "message": as_json(message)}


def chat_update(workspace: Workspace, args: Json) -> Json:
    message = _message(workspace, args)
    if message.user != workspace.bot:
        raise WorkspaceError("cant_update_message")
    text, blocks = _content(args)
    workspace.edit(message.channel, message.ts, text, blocks)
    return {"channel": message.channel, "ts": message.ts, "text": text}


def chat_post_ephemeral(workspace: Workspace, args: Json) -> Json:
    channel = _channel(workspace, args)
    if args.get("user") not in channel.members:
        raise WorkspaceError("user_not_in_channel")
    _content(args)
    return {"message_ts": "0000000000.000000"}  # shown to one person and kept nowhere


def reactions_add(workspace: Workspace, args: Json) -> Json:
    users = _message(workspace, args, "timestamp").reactions.setdefault(str(args.get("name")), set())
    if workspace.bot.id in users:
        raise WorkspaceError("already_reacted")
    users.add(workspace.bot.id)
    return {}


def reactions_remove(workspace: Workspace, args: Json) -> Json:
    users = _message(workspace, args, "timestamp").reactions.get(str(args.get("name")), set())
    if workspace.bot.id not in users:
        raise WorkspaceError("no_reaction")
    users.remove(workspace.bot.id)
    return {}


def conversations_replies(workspace: Workspace, args: Json) -> Json:
    channel, root = _channel(workspace, args), str(args.get("ts"))
    thread = [message for message in workspace.messages(channel.id) if message.root == root]
    if not thread:
        raise WorkspaceError("thread_not_found")
    oldest = str(args.get("oldest") or "")
    return _page([message for message in thread if message.ts == root or message.ts >= oldest], args)


def conversations_history(workspace: Workspace, args: Json) -> Json:
    newest_first = reversed(workspace.messages(_channel(workspace, args).id))
    return _page([message for message in newest_first if message.thread_ts is None], args)


def conversations_info(workspace: Workspace, args: Json) -> Json:
    return {"channel": _channel_json(_channel(workspace, args))}


def conversations_open(workspace: Workspace, args: Json) -> Json:
    user = workspace.users.get(str(args.get("users", "")))
    if user is None:
        raise WorkspaceError("user_not_found")
    return {"channel": _channel_json(workspace.direct(user))}


def users_info(workspace: Workspace, args: Json) -> Json:
    user = workspace.users.get(str(args.get("user", "")))
    if user is None:
        raise WorkspaceError("user_not_found")
    return {"user": {"id": user.id, "name": user.name, "is_bot": bool(user.bot_id), "team_id": workspace.team}}


def threads_set_status(workspace: Workspace, args: Json) -> Json:
    workspace.message(str(args.get("channel_id", "")), str(args.get("thread_ts", "")))
    return {}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "assistant.threads.setStatus": threads_set_status,
    "chat.postEphemeral": chat_post_ephemeral,
    "chat.postMessage": chat_post_message,
    "chat.update": chat_update,
    "conversations.history": conversations_history,
    "conversations.info": conversations_info,
    "conversations.open": conversations_open,
    "conversations.replies": conversations_replies,
    "reactions.add": reactions_add,
    "reactions.remove": reactions_remove,
    "users.info": users_info,
}


def _content(args: Json) -> tuple[str, list[Json]]:
    text, blocks = str(args.get("text") or ""), check_blocks(args.get("blocks") or [])
    if not text and not blocks:
        raise WorkspaceError("no_text")
    return text, blocks


def _channel(workspace: Workspace, args: Json) -> Channel:
    return workspace.channel(str(args.get("channel", "")))


def _message(workspace: Workspace, args: Json, ts: str = "ts") -> Message:
    return workspace.message(str(args.get("channel", "")), str(args.get(ts, "")))


def _channel_json(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name, "is_im": channel.is_im, "is_channel": not channel.is_im}


def _page(messages: list[Message], args: Json) -> Json:
    """One page of messages; the cursor is the number of messages before it."""
    start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
    with_metadata = str(args.get("include_all_metadata", "")).lower() in {"1", "true"}
    shown = []
    for message in messages[start : start + limit]:
        metadata = {"metadata": message.metadata} if with_metadata and message.metadata else {}
        shown.append({**as_json(message), **metadata})
    more = start + limit < len(messages)
    cursor = str(start + limit) if more else ""
    return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}
