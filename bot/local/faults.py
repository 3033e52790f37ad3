"""Failures on demand, so that what a bot does about them can be seen."""

from __future__ import annotations

import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One failing call.

    ``status`` other than 200 answers with that HTTP status, ``error`` with Slack's name for an error, and
    ``drop`` with nothing: the connection breaks. With ``after``, the call is carried out before it fails.
    """

    status: int = 200
    error: str = ""
    retry_after: int | None = None
    drop: bool = False
    after: bool = False

    def __str__(self) -> str:
        """What the caller sees, in a few words."""
        seen = "no reply" if self.drop else " ".join(filter(None, (f"HTTP {self.status}", self.error)))
        wait = "" if self.retry_after is None else f", Retry-After {self.retry_after} s"
        return f"carried out, but {seen}" if self.after else f"{seen}{wait}"


class Faults:
    """Faults that wait for the next calls of a method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a Web API method fail."""
        with self._lock:
            self._waiting.setdefault(method, []).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for a call that has just come in."""
        with self._lock:
            waiting = self._waiting.get(method)
            return waiting.pop(0) if waiting else None
