"""Trigger ids: for a few seconds after somebody did something the app may open a view, once."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass

from bot.local.model import WorkspaceError


@dataclass(slots=True)
class _Trigger:
    user: str
    issued: float
    used: bool = False


class Triggers:
    """The ids that were given out. To be used with the workspace's lock held."""

    def __init__(self, seconds: float) -> None:
        """``seconds`` is for how long an id is good."""
        self.seconds = seconds
        self._issued: dict[str, _Trigger] = {}
        self._numbers = itertools.count(1)

    def issue(self, user_id: str) -> str:
        """A new id for what this person just did."""
        trigger_id = f"{next(self._numbers)}.0000000001.local"
        self._issued[trigger_id] = _Trigger(user_id, time.monotonic())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Use an id up; return whose it was. Raises WorkspaceError."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise WorkspaceError("invalid_trigger_id")
        if trigger.used:
            raise WorkspaceError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > self.seconds:
            raise WorkspaceError("expired_trigger_id")
        trigger.used = True
        return trigger.user
