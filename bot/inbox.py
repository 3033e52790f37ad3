"""Where events arrive: each question is stored before Slack is told that it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.claims import Claims
from bot.incoming import Incoming, mentioned, read_change, read_event, read_remark
from bot.talks import Talks

logger = logging.getLogger(__name__)


class Inbox:
    """Stores questions, and what becomes of them, as claims; ``wake`` is called after each."""

    def __init__(self, claims: Claims, talks: Talks, bot_user: str, wake: Callable[[], None]) -> None:
        self._claims = claims
        self._talks = talks
        self._bot_user = bot_user
        self._wake = wake

    def receive(self, body: Mapping[str, Any]) -> None:
        """Take the body of an Events API request. Raises SQLAlchemyError when it cannot be stored."""
        team, event = str(body.get("team_id") or ""), body.get("event") or {}
        message = self._question(team, event)
        if (change := read_change(team, event, self._bot_user)) is not None:
            if self._claims.change(change):
                self._wake()
        elif message is None:
            logger.debug("ignored: %s %s", event.get("type"), event.get("subtype"))
        elif self._claims.claim(message):
            self._wake()
        else:
            logger.debug("delivered again: %s in %s", message.ts, message.channel)

    def _question(self, team: str, event: Mapping[str, Any]) -> Incoming | None:
        message = read_event(team, event, self._bot_user)
        if message is not None and event.get("type") == "app_mention":
            self._talks.begin(message)
        if message is not None or (remark := read_remark(team, event, self._bot_user)) is None:
            return message
        return remark if self._talks.goes_on(remark, to_others=bool(mentioned(event))) else None
