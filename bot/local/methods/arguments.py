"""Reading the arguments of a call, and refusing them as Slack does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.local.limits import check_blocks, parsed
from bot.local.model import Channel, Json, Message, WorkspaceError
from bot.local.state import State
from bot.local.views import with_ids

Method = Callable[[State, Json], Json]
TEXT = 40_000


def needed(args: Json, *names: str) -> list[str]:
    """The values of arguments that must be there. Raises WorkspaceError."""
    missing = [name for name in names if args.get(name) in {None, ""}]
    if missing:
        raise WorkspaceError("invalid_arguments", *(f"[ERROR] missing required field: {name}" for name in missing))
    return [str(args[name]) for name in names]


def channel_of(state: State, args: Json, name: str = "channel") -> Channel:
    """The channel that a call names. Raises WorkspaceError."""
    return state.workspace.channel(str(args.get(name) or ""))


def message_of(state: State, args: Json, name: str = "ts") -> Message:
    """The message that a call names. Raises WorkspaceError."""
    return state.workspace.message(str(args.get("channel") or ""), str(args.get(name) or ""))


def content(args: Json) -> tuple[str, list[Json]]:
    """The text and the blocks of a message. Raises WorkspaceError."""
    text, blocks = str(args.get("text") or ""), with_ids(check_blocks(args.get("blocks") or []))
    if markdown := str(args.get("markdown_text") or ""):
        if text or blocks:
            raise WorkspaceError("markdown_text_conflict")
        blocks = with_ids(check_blocks([{"type": "markdown", "text": markdown}]))
        text = markdown
    if not text and not blocks:
        raise WorkspaceError("no_text")
    return text[:TEXT], blocks


def metadata_of(args: Json) -> Json | None:
    """The metadata of a message. Raises WorkspaceError."""
    metadata = parsed(args.get("metadata"), "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise WorkspaceError("invalid_metadata_schema")
    return metadata


def is_set(args: Json, name: str) -> bool:
    """Whether a flag is set; forms send it as text."""
    return str(args.get(name, "")).lower() in {"1", "true"}


def number(args: Json, name: str, default: int) -> int:
    """A number. Raises WorkspaceError."""
    value: Any = args.get(name) or default
    try:
        return int(value)
    except ValueError:
        raise WorkspaceError("invalid_arguments", f"[ERROR] must be an integer: {name}") from None
