"""What is different from channel to channel in how an answer is dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.channels.store import Channels


class Rules(Protocol):
    """How answers in a channel are dealt with."""

    def escalate_to(self, team: str, channel: str) -> str:
        """The id of the user, user group or channel that "Ask a person" turns to; empty where there is none."""
        ...

    def wants_feedback(self, team: str, channel: str) -> bool:
        """Whether answers there can be rated."""
        ...


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What is set for each channel; where no target is, the one that the bot was started with."""

    channels: Channels
    target: str = ""

    def escalate_to(self, team: str, channel: str) -> str:
        """The channel's own target, or the usual one."""
        return self.channels.of(team, channel).escalation or self.target

    def wants_feedback(self, team: str, channel: str) -> bool:
        """Whether answers in the channel can be rated."""
        return self.channels.of(team, channel).feedback
