"""``chat.*``: saying something, changing it and taking it back."""

from __future__ import annotations

from bot.local.events import as_json
from bot.local.methods.arguments import Method, channel_of, content, is_set, message_of, metadata_of
from bot.local.model import Json, WorkspaceError
from bot.local.state import State


def post_message(state: State, args: Json) -> Json:
    text, blocks = content(args)
    message = state.workspace.post(
        state.workspace.bot,
        channel_of(state, args).id,
        text,
        thread_ts=args.get("thread_ts") or None,
        blocks=blocks,
        metadata=metadata_of(args),
        broadcast=is_set(args, "reply_broadcast"),
    )
    return {"channel": message.channel, "ts": message.ts, "message": as_json(message)}


def post_ephemeral(state: State, args: Json) -> Json:
    channel, user = channel_of(state, args), str(args.get("user") or "")
    if user not in channel.members:
        raise WorkspaceError("user_not_in_channel")
    text, blocks = content(args)
    bot, thread = state.workspace.bot, args.get("thread_ts") or None
    message = state.workspace.post(bot, channel.id, text, thread_ts=thread, blocks=blocks, visible_to=user)
    return {"message_ts": message.ts}


def update(state: State, args: Json) -> Json:
    message = message_of(state, args)
    if message.user != state.workspace.bot:
        raise WorkspaceError("cant_update_message")
    if message.stream is not None and message.stream.state == "open":
        raise WorkspaceError("streaming_state_conflict")
    text, blocks = content({"text": message.text, **args} if args.get("blocks") else args)
    # As in Slack: new text alone takes the blocks away, and a change of the blocks is not shown as an edit.
    state.workspace.edit(message.channel, message.ts, text, blocks, edited=not blocks)
    if "metadata" in args:
        message.metadata = metadata_of(args)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": as_json(message)}


def delete(state: State, args: Json) -> Json:
    message = message_of(state, args)
    if message.user != state.workspace.bot:
        raise WorkspaceError("cant_delete_message")
    state.workspace.delete(message.channel, message.ts)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(state: State, args: Json) -> Json:
    message = message_of(state, args, "message_ts")
    thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.thread_ts else ""
    address = f"https://local.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}{thread}"
    return {"channel": message.channel, "permalink": address}


METHODS: dict[str, Method] = {
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.update": update,
}
