"""What Slack says about channels and people: remembered for a while, for it is asked for each question."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clients import NO_CONNECTION, error_code
from bot.teams import Teams

logger = logging.getLogger(__name__)

_SECONDS = 300.0
_MOST = 10_000
Details = dict[str, Any]


class Places:
    """Looks up channels and people of any workspace. Safe to use from many threads."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], tuple[float, Details]] = {}

    def is_external(self, team: str, channel: str) -> bool:
        """Whether people from outside read along, or may soon. Where Slack does not say, it is taken to be so."""
        if channel.startswith("D"):
            return False  # a person and the bot
        found = self._channel(team, channel)
        return not found or bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))

    def is_there(self, team: str, channel: str) -> bool:
        """Whether the workspace has this channel, as far as the bot can see."""
        return bool(self._channel(team, channel))

    def is_public(self, team: str, channel: str) -> bool:
        """Whether everybody in the workspace can read along. Where Slack does not say, it is taken not to be so."""
        found = self._channel(team, channel)
        return bool(found.get("is_channel")) and not found.get("is_private")

    def name(self, team: str, channel: str) -> str:
        """The channel's name; its id where Slack does not say."""
        return str(self._channel(team, channel).get("name") or channel)

    def may_change(self, team: str, channel: str, user: str) -> bool:
        """Whether this person runs the workspace, or made the channel."""
        if channel and self._channel(team, channel).get("creator") == user:
            return True
        found = self._look_up(team, user, lambda client: dict(client.users_info(user=user)["user"]))
        return bool(found.get("is_admin") or found.get("is_owner") or found.get("is_primary_owner"))

    def forget(self, team: str, channel: str) -> None:
        """Look this channel up again: it has changed."""
        with self._lock:
            self._known.pop((team, channel), None)

    def _channel(self, team: str, channel: str) -> Details:
        return self._look_up(team, channel, lambda client: dict(client.conversations_info(channel=channel)["channel"]))

    def _look_up(self, team: str, name: str, call: Callable[[WebClient], Details]) -> Details:
        with self._lock:
            at, found = self._known.get((team, name), (0.0, {}))
        if time.monotonic() - at < _SECONDS and at:
            return found
        try:
            found = call(self._teams.of(team).reader)
        except SlackApiError as error:
            logger.warning("Slack says nothing about %s: %s", name, error_code(error))
            return {}
        except NO_CONNECTION as error:
            logger.warning("Slack says nothing about %s: %s", name, type(error).__name__)
            return {}
        with self._lock:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[team, name] = (time.monotonic(), found)
        return found
