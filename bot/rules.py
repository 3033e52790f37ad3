"""What is different from channel to channel in how an answer is dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Rules(Protocol):
    """How answers in a channel are dealt with."""

    def escalate_to(self, team: str, channel: str) -> str:
        """The id of the user, user group or channel that "Ask a person" turns to; empty where there is none."""
        ...

    def wants_feedback(self, team: str, channel: str) -> bool:
        """Whether answers there can be rated."""
        ...


@dataclass(frozen=True, slots=True)
class SameEverywhere:
    """The same rules for every channel."""

    target: str = ""
    feedback: bool = True

    def escalate_to(self, team: str, channel: str) -> str:
        """The one target."""
        del team, channel
        return self.target

    def wants_feedback(self, team: str, channel: str) -> bool:
        """Whether answers can be rated at all."""
        del team, channel
        return self.feedback
