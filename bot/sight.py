"""What an answer in a channel may use: what every one of its members may see."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clients import NO_CONNECTION, error_code
from retrieval.audience import Readers
from retrieval.directory import Directory

logger = logging.getLogger(__name__)

_PAGE = 1000
_KEPT_SECONDS = 60.0  # whoever is invited sees what was answered before anyway


@dataclass
class Sight:
    """Asks Slack for the members of channels. ``bot_user`` is a member that reads nothing. Safe to use from threads."""

    directory: Directory
    client: WebClient
    bot_user: str
    _members: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def in_channel(self, channel: str) -> Readers:
        """The readers of an answer that a whole channel sees; when Slack does not say who they are, nobody is known.

        Then, and where no audiences are set up, only what everyone may see is used.
        """
        if self.directory.is_empty:
            return ()
        try:
            return self.directory.readers(self._known(channel), channel)
        except (SlackApiError, *NO_CONNECTION) as error:
            reason = error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
            logger.warning("the members of %s are unknown (%s): only what everyone may see is used", channel, reason)
            return ()

    def alone(self, who: str) -> Readers:
        """The reader of an answer that only whoever asked sees."""
        return self.directory.readers([who])

    def _known(self, channel: str) -> frozenset[str]:
        with self._lock:
            asked, members = self._members.get(channel, (0.0, frozenset()))
        if time.monotonic() - asked > _KEPT_SECONDS or not members:
            members = frozenset(self._listed(channel)) - {self.bot_user}
            with self._lock:
                self._members[channel] = (time.monotonic(), members)
        return members

    def _listed(self, channel: str) -> Iterator[str]:
        for page in self.client.conversations_members(channel=channel, limit=_PAGE):
            yield from page["members"]
