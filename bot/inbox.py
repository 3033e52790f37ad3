"""Where events arrive: each question is stored before Slack is told that it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.questions import read_question
from bot.channels.store import Channels
from bot.claims import Claims
from bot.incoming import Incoming, mentioned, read_change, read_event, read_remark
from bot.talks import Talks

logger = logging.getLogger(__name__)


class Inbox:
    """Stores questions, and what becomes of them, as claims; ``wake`` is called after each."""

    def __init__(self, claims: Claims, channels: Channels, talks: Talks, wake: Callable[[], None]) -> None:
        self._claims = claims
        self._channels = channels
        self._talks = talks
        self._wake = wake

    def receive(self, event: Mapping[str, Any], team: str, bot_user: str) -> None:
        """Take an event of a workspace. Raises SQLAlchemyError when it cannot be stored."""
        if (change := read_change(team, event, bot_user)) is not None:
            if self._claims.change(change):
                self._wake()
        elif (message := self._question(team, event, bot_user)) is not None:
            self.ask(message)
        else:
            logger.debug("ignored: %s %s", event.get("type"), event.get("subtype"))

    def ask(self, message: Incoming) -> bool:
        """Take on a question, from wherever it comes; False when it was taken on before. Raises SQLAlchemyError."""
        is_new = self._claims.claim(message)
        if is_new:
            self._wake()
        else:
            logger.debug("delivered again: %s in %s", message.ts, message.channel)
        return is_new

    def stop(self, team: str, channel: str, thread_ts: str, at: str) -> None:
        """Let what is not yet answered in a thread stay so. Raises SQLAlchemyError."""
        if self._claims.stop(team, channel, thread_ts, at):
            self._wake()

    def _question(self, team: str, event: Mapping[str, Any], bot_user: str) -> Incoming | None:
        message = read_event(team, event, bot_user)
        if message is not None and event.get("type") == "app_mention":
            self._talks.begin(message)
        if message is None and (remark := read_remark(team, event, bot_user)) is not None:
            goes_on = self._talks.goes_on(remark, to_others=bool(mentioned(event)))
            return remark if goes_on and self._channels.of(team, remark.channel).follow_ups else None
        if message is not None or (heard := read_question(team, event, bot_user)) is None:
            return message
        return heard if self._channels.of(team, heard.channel).unprompted else None
