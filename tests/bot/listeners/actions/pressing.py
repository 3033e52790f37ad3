"""Helpers to press what is beneath an answer, and to read what opens."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.local.model import Message
from bot.local.slack import LocalSlack
from bot.local.views import View

OPENED_SECONDS = 30.0


def press(slack: LocalSlack, message: Message, action_id: str, choice: Any = None) -> None:
    """Press something beneath an answer, as the first person."""
    slack.do(slack.acts.press(slack.person, message, action_id, choice))


def opened(slack: LocalSlack, until: Callable[[View], bool] = lambda _: True) -> str:
    """The modal that opens, as JSON, as soon as it is as it should be."""

    def is_so() -> bool:
        view = slack.modal()
        return view is not None and until(view)

    slack.wait_until(is_so)
    view = slack.modal()
    assert view is not None
    return shown(view.given["blocks"])


def shown(blocks: object) -> str:
    """Blocks as JSON that can be searched."""
    return json.dumps(blocks, ensure_ascii=False)


def pressable(message: Message) -> list[str]:
    """The ids of what can be pressed beneath a message, in order."""
    rows = (block for block in message.blocks if block["type"] in {"actions", "context_actions"})
    return [element["action_id"] for block in rows for element in block["elements"]]
