"""``chat.startStream``, ``appendStream`` and ``stopStream``: a message that grows while it is read."""

from __future__ import annotations

import re
import time
from typing import Any

from bot.local.events import as_json
from bot.local.limits import MARKDOWN, check_blocks, parsed
from bot.local.methods.arguments import Method, channel_of, message_of, metadata_of, needed
from bot.local.model import Channel, Json, Message, Stream, WorkspaceError
from bot.local.state import State
from bot.local.views import with_ids

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_LIFE_SECONDS = 300.0  # Slack ends a stream about so long after its start, whatever is still sent
_TASK_STATES = frozenset({"complete", "error", "in_progress", "pending"})


def start(state: State, args: Json) -> Json:
    needed(args, "channel", "thread_ts")
    channel = channel_of(state, args)
    _check_recipient(state, channel, args)
    stream = Stream(started=time.monotonic())
    text = _append(stream, "", args)
    if state.doomed_streams:
        state.doomed_streams -= 1
        stream.started -= _LIFE_SECONDS
    with state.workspace.changed:
        message = state.workspace.post(state.workspace.bot, channel.id, text, thread_ts=str(args["thread_ts"]))
        message.stream, message.blocks = stream, with_ids(stream.blocks)
        state.workspace.tell("streamed", message)
    return {"channel": channel.id, "ts": message.ts}


def append(state: State, args: Json) -> Json:
    message, stream = _open(state, args)
    if not args.get("markdown_text") and not args.get("chunks"):
        raise WorkspaceError("no_text")
    _grow(state, message, stream, args)
    state.workspace.tell("streamed", message)
    return {"channel": message.channel, "ts": message.ts}


def stop(state: State, args: Json) -> Json:
    message, stream = _open(state, args)
    closing = with_ids(check_blocks(args.get("blocks") or []))
    metadata = metadata_of(args)
    _grow(state, message, stream, args)
    stream.state = "done"
    message.blocks = with_ids([*stream.blocks, *closing])
    message.metadata = metadata or message.metadata
    if status := args.get("session_status"):
        state.sessions.status[message.channel, message.root] = str(status)
    state.workspace.tell("changed", message)
    return {"channel": message.channel, "ts": message.ts, "message": as_json(message)}


def _open(state: State, args: Json) -> tuple[Message, Stream]:
    message = message_of(state, args)
    if message.user != state.workspace.bot:
        raise WorkspaceError("message_not_owned_by_app")
    stream = message.stream
    if stream is not None and stream.state == "open" and time.monotonic() - stream.started > _LIFE_SECONDS:
        stream.state = "expired"
        state.workspace.tell("streamed", message)
    if stream is None or stream.state in {"done", "expired"}:
        raise WorkspaceError("message_not_in_streaming_state")
    if stream.state == "stopped":
        raise WorkspaceError("stopped_by_user")
    return message, stream


def _grow(state: State, message: Message, stream: Stream, args: Json) -> None:
    with state.workspace.changed:
        message.text = _append(stream, message.text, args)
        message.blocks = with_ids(stream.blocks)


def _append(stream: Stream, text: str, args: Json) -> str:
    """Add what a call brings to a stream; return the text as it is then. Raises WorkspaceError."""
    markdown = str(args.get("markdown_text") or "")
    chunks = parsed(args.get("chunks") or [], "invalid_chunks")
    if markdown and chunks:
        raise WorkspaceError("cannot_provide_both_markdown_text_and_chunks")
    mode = "markdown_text" if markdown else "chunks" if chunks else stream.mode
    if stream.mode and mode != stream.mode:
        raise WorkspaceError("streaming_mode_mismatch")
    if not isinstance(chunks, list) or not all(map(_is_chunk, chunks)):
        raise WorkspaceError("invalid_chunks")
    added = markdown + "".join(chunk["text"] for chunk in chunks if chunk["type"] == "markdown_text")
    if len(added) > MARKDOWN or stream.written + len(added) > MARKDOWN:
        raise WorkspaceError("msg_too_long")
    stream.mode, stream.written = mode, stream.written + len(added)
    for chunk in [{"type": "markdown_text", "text": markdown}] if markdown else chunks:
        _ADD[chunk["type"]](stream.blocks, chunk)
    return text + added


def _add_markdown(blocks: list[Json], chunk: Json) -> None:
    if blocks and blocks[-1]["type"] == "markdown":
        blocks[-1] = {**blocks[-1], "text": blocks[-1]["text"] + chunk["text"]}
    elif chunk["text"]:
        blocks.append({"type": "markdown", "text": chunk["text"]})


def _add_task(blocks: list[Json], chunk: Json) -> None:
    card = {"type": "task_card", "task_id": chunk["id"]}
    card |= {name: chunk[name] for name in ("title", "status", "details", "output", "sources") if chunk.get(name)}
    for place, block in enumerate(blocks):
        if block.get("task_id") == chunk["id"]:
            blocks[place] = {**block, **card}
            return
    blocks.append(card)


def _add_plan(blocks: list[Json], chunk: Json) -> None:
    plan = {"type": "plan", "title": chunk["title"]}
    blocks[:] = [plan, *(block for block in blocks if block["type"] != "plan")]


def _add_blocks(blocks: list[Json], chunk: Json) -> None:
    blocks.extend(check_blocks(chunk["blocks"]))


_ADD = {"markdown_text": _add_markdown, "task_update": _add_task, "plan_update": _add_plan, "blocks": _add_blocks}


def _is_chunk(chunk: Any) -> bool:
    if not isinstance(chunk, dict) or chunk.get("type") not in _ADD:
        return False
    if chunk["type"] == "task_update":
        return bool(chunk.get("id")) and bool(chunk.get("title")) and chunk.get("status", "pending") in _TASK_STATES
    name = {"markdown_text": "text", "plan_update": "title", "blocks": "blocks"}[chunk["type"]]
    return isinstance(chunk.get(name), list if name == "blocks" else str)


def _check_recipient(state: State, channel: Channel, args: Json) -> None:
    if channel.is_im:
        return
    for name in ("recipient_user_id", "recipient_team_id"):
        if not args.get(name):
            raise WorkspaceError(f"missing_{name}")
    if not _PERSON.fullmatch(str(args["recipient_user_id"])):
        raise WorkspaceError("invalid_arguments", "[ERROR] failed to match all allowed schemas: recipient_user_id")
    state.workspace.user(str(args["recipient_user_id"]))


METHODS: dict[str, Method] = {
    "chat.appendStream": append,
    "chat.startStream": start,
    "chat.stopStream": stop,
}
