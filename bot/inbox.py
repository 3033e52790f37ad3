"""Where events arrive: each question is stored before Slack is told that it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.claims import Claims
from bot.incoming import read_event

logger = logging.getLogger(__name__)


class Inbox:
    """Stores questions as claims; ``wake`` is called after each new one."""

    def __init__(self, claims: Claims, bot_user: str, wake: Callable[[], None]) -> None:
        self._claims = claims
        self._bot_user = bot_user
        self._wake = wake

    def receive(self, body: Mapping[str, Any]) -> None:
        """Take the body of an Events API request. Raises sqlite3.Error when it cannot be stored."""
        event = body.get("event") or {}
        message = read_event(str(body.get("team_id") or ""), event, self._bot_user)
        if message is None:
            logger.debug("ignored: %s %s", event.get("type"), event.get("subtype"))
        elif self._claims.claim(message):
            self._wake()
        else:
            logger.debug("delivered again: %s in %s", message.ts, message.channel)
