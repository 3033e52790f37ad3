"""The limits on messages and views that Slack enforces and an answer could run into.

Where Slack's documentation and what was observed differ, the stricter one holds here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from bot.local.elements import elements_of, is_valid_element
from bot.local.model import Json, WorkspaceError

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MARKDOWN = 12_000
_TEXT = 3000
_FIELD = 2000
_ID = 255
_TOTAL = 13_200
_CHILDREN = 10


def check_blocks(blocks: Any) -> list[Json]:
    """Return the blocks of a message, with ids. Raises WorkspaceError with Slack's name for what is wrong."""
    given = parsed(blocks, "invalid_blocks_format")
    if not isinstance(given, list) or len(given) > MESSAGE_BLOCKS or not all(map(is_valid, given)):
        raise WorkspaceError("invalid_blocks")
    if any(block["type"] == "input" for block in given) or not _ids_differ(given):
        raise WorkspaceError("invalid_blocks")
    if len(json.dumps(given, ensure_ascii=False)) > _TOTAL:
        raise WorkspaceError("msg_blocks_too_long")
    if sum(len(block["text"]) for block in given if block["type"] == "markdown") > MARKDOWN:
        raise WorkspaceError("msg_too_long")
    return given


def parsed(value: Any, error: str) -> Any:
    """What a form sends as a string of JSON. Raises WorkspaceError when it is none."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise WorkspaceError(error) from None


def is_valid(block: object) -> bool:
    """Whether Slack takes this block."""
    if not isinstance(block, dict) or block.get("type") not in _KINDS:
        return False
    if len(str(block.get("block_id") or "")) > _ID or not all(map(is_valid_element, elements_of(block))):
        return False
    return _KINDS[block["type"]](block)


def has_text(value: object, limit: int, *, plain: bool = False) -> bool:
    """Whether this is a text object of 1 to ``limit`` characters."""
    kinds = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    return isinstance(value, dict) and value.get("type") in kinds and 1 <= len(str(value.get("text") or "")) <= limit


def _ids_differ(blocks: list[Json]) -> bool:
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    return len(ids) == len(set(ids))


def _section(block: Json) -> bool:
    text, fields = block.get("text"), block.get("fields") or []
    if text is not None and not has_text(text, _TEXT):
        return False
    return bool(text or fields) and len(fields) <= 10 and all(has_text(each, _FIELD) for each in fields)


def _context(block: Json) -> bool:
    elements = block.get("elements") or []
    return 1 <= len(elements) <= 10 and all(_is_line(each) for each in elements)


def _is_line(element: Json) -> bool:
    return has_text(element, _TEXT) or (element.get("type") == "image" and bool(element.get("alt_text")))


def _counted(most: int) -> Callable[[Json], bool]:
    def check(block: Json) -> bool:
        return 1 <= len(block.get("elements") or []) <= most

    return check


def _input(block: Json) -> bool:
    return has_text(block.get("label"), _FIELD, plain=True) and isinstance(block.get("element"), dict)


def _table(block: Json) -> bool:
    rows = block.get("rows") or []
    return 1 <= len(rows) <= 100 and all(1 <= len(row) <= 20 for row in rows) and len(json.dumps(rows)) <= 10_000


def _container(block: Json) -> bool:
    children = block.get("child_blocks") or []
    return 1 <= len(children) <= _CHILDREN and all(map(is_valid, children))


def _card(block: Json) -> bool:
    texts = ((block.get("title"), 150), (block.get("subtitle"), 150), (block.get("body"), 200))
    return any(text for text, _ in texts) and all(has_text(text, limit) for text, limit in texts if text)


_KINDS: dict[str, Callable[[Json], bool]] = {
    "actions": _counted(25),
    "alert": lambda block: has_text(block.get("text"), 200),
    "card": _card,
    "container": _container,
    "context": _context,
    "context_actions": _counted(5),
    "divider": lambda _: True,
    "header": lambda block: has_text(block.get("text"), 150, plain=True),
    "image": lambda block: bool(block.get("alt_text")) and bool(block.get("image_url") or block.get("slack_file")),
    "input": _input,
    "markdown": lambda block: 1 <= len(str(block.get("text") or "")) <= MARKDOWN,
    "plan": lambda block: bool(block.get("title")),
    "rich_text": lambda block: isinstance(block.get("elements"), list),
    "section": _section,
    "table": _table,
    "task_card": lambda block: bool(block.get("task_id")) and bool(block.get("title")),
}


def interactive(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each element of these blocks that can be used, with its block."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id"):
                yield block, element
        yield from interactive(block.get("child_blocks") or [])
