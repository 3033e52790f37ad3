"""The local Slack refuses the blocks that Slack refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.local.limits import check_blocks
from bot.local.workspace import WorkspaceError


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def context(count: int) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * count}


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
