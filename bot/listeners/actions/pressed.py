"""What Slack sends when something is pressed, read in one place."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]


def value(body: Body) -> str:
    """What the pressed button, or the chosen option, carries."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or action
    return str(chosen.get("value") or "")


def who(body: Body) -> str:
    """The id of whoever pressed."""
    return str(body["user"]["id"])


def thread(body: Body) -> str:
    """The thread that the message stands in."""
    container = body.get("container") or {}
    return str(container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or "")
