"""The limits on messages that Slack enforces and an answer could run into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.local.workspace import Json, WorkspaceError

_BLOCKS = 50
_TEXT = 3000
_CONTEXT_ELEMENTS = 10
_TOTAL = 13_200
_KNOWN_BLOCKS = frozenset({"actions", "context", "divider", "header", "image", "input", "rich_text", "section"})


def check_blocks(blocks: Any) -> list[Json]:
    """Return the blocks of a message. Raises WorkspaceError with Slack's name for what is wrong with them."""
    if isinstance(blocks, str):
        blocks = _parse(blocks)
    if not isinstance(blocks, list) or len(blocks) > _BLOCKS or not all(map(_is_valid, blocks)):
        raise WorkspaceError("invalid_blocks")
    if len(json.dumps(blocks, ensure_ascii=False)) > _TOTAL:
        raise WorkspaceError("msg_blocks_too_long")
    return blocks


def _parse(blocks: str) -> object:
    try:
        return json.loads(blocks)
    except ValueError:
        raise WorkspaceError("invalid_blocks_format") from None


def _is_valid(block: object) -> bool:
    if not isinstance(block, dict) or block.get("type") not in _KNOWN_BLOCKS:
        return False
    if block["type"] == "context" and not 1 <= len(block.get("elements") or []) <= _CONTEXT_ELEMENTS:
        return False
    if block["type"] == "section" and not (block.get("text") or block.get("fields")):
        return False
    return all(1 <= len(text) <= _TEXT for text in _texts(block))


def _texts(block: Json) -> Iterator[str]:
    for value in (block.get("text"), *(block.get("elements") or []), *(block.get("fields") or [])):
        if isinstance(value, dict) and value.get("type") in {"mrkdwn", "plain_text"}:
            yield str(value.get("text", ""))
