"""What the entrances of the bot need, in one thing to hand to their listeners."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from bot.channels.store import Channels
from bot.claims import Claims
from bot.corpus import Corpus
from bot.inbox import Inbox
from bot.places import Places
from retrieval.watches import Watches


@dataclass(frozen=True, slots=True)
class Front:
    """``corpus`` and ``watches`` are None where the bot is given only answers. ``admins`` are ids of people."""

    inbox: Inbox
    claims: Claims
    channels: Channels
    places: Places
    engine: Engine
    admins: frozenset[str] = frozenset()
    corpus: Corpus | None = None
    watches: Watches | None = None

    def may_change(self, team: str, channel: str, user: str) -> bool:
        """Whether this person may change the settings of a channel; without a channel, of every one."""
        return user in self.admins or self.places.may_change(team, channel, user)
