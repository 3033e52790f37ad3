"""The local Slack refuses the blocks that Slack refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.local.limits import check_blocks
from bot.local.model import WorkspaceError


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def context(count: int) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * count}


def button(**changes: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Go"}
    return {"type": "actions", "elements": [{"type": "button", "text": text, "action_id": "go", **changes}]}


def select(count: int) -> dict[str, Any]:
    options = [{"text": {"type": "plain_text", "text": "x"}, "value": str(number)} for number in range(count)]
    return {"type": "actions", "elements": [{"type": "static_select", "action_id": "s", "options": options}]}


@pytest.mark.parametrize(
    "blocks",
    [
        [button(text={"type": "plain_text", "text": "x" * 75}, value="v" * 2000, url="u" * 3000)],
        [select(100)],
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}],
        [{"type": "container", "child_blocks": [{"type": "divider"}] * 10}],
    ],
)
def test_elements_up_to_the_limits_are_taken(blocks: object) -> None:
    assert isinstance(check_blocks(blocks), list)


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([button(text={"type": "plain_text", "text": "x" * 76})], "invalid_blocks"),
        ([button(value="v" * 2001)], "invalid_blocks"),
        ([button(url="u" * 3001)], "invalid_blocks"),
        ([button(action_id="a" * 256)], "invalid_blocks"),
        ([select(101)], "invalid_blocks"),
        ([select(0)], "invalid_blocks"),
        ([{"type": "divider", "block_id": "b"}] * 2, "invalid_blocks"),
        ([{"type": "actions", "elements": button()["elements"] * 26}], "invalid_blocks"),
        ([{"type": "markdown", "text": "x" * 12_001}], "invalid_blocks"),
        ([{"type": "markdown", "text": "x" * 6001}] * 2, "msg_too_long"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "container", "child_blocks": [{"type": "divider"}] * 11}], "invalid_blocks"),
        ([{"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {}}], "invalid_blocks"),
    ],
)
def test_elements_beyond_the_limits_are_refused(blocks: object, error: str) -> None:
    with pytest.raises(WorkspaceError, match=f"^{error}$"):
        check_blocks(blocks)


@pytest.mark.parametrize(
    "blocks",
    [[], [section("x" * 3000)], [section("x")] * 50, [context(10)], json.dumps([section("x")])],
    ids=["none", "3000 characters", "50 blocks", "10 elements", "as JSON"],
)
def test_blocks_up_to_the_limits_are_taken(blocks: object) -> None:
    assert isinstance(check_blocks(blocks), list)


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section("x" * 3001)], "invalid_blocks"),
        ([section("x")] * 51, "invalid_blocks"),
        ([context(11)], "invalid_blocks"),
        ([context(0)], "invalid_blocks"),
        ([section("")], "invalid_blocks"),
        ([{"type": "section"}], "invalid_blocks"),
        ([{"type": "unheard_of"}], "invalid_blocks"),
        (["text"], "invalid_blocks"),
        ({"type": "section"}, "invalid_blocks"),
        ("[", "invalid_blocks_format"),
        ([section("x" * 2900)] * 5, "msg_blocks_too_long"),
    ],
)
def test_blocks_beyond_the_limits_are_refused_by_name(blocks: object, error: str) -> None:
    with pytest.raises(WorkspaceError, match=f"^{error}$"):
        check_blocks(blocks)
