"""What went over the wire, in order, for whoever watches."""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

_KEPT = 500
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One delivery to the app, or one call by it.

    ``outcome`` is what became of it: the attempt, the refusal, the fault. ``ts`` is the message that it concerns.
    """

    kind: str
    name: str
    outcome: str
    ts: str = ""
    at: float = field(default_factory=time.time)
    number: int = field(default_factory=_numbers.__next__)


class Traffic:
    """The last exchanges. Safe to use from many threads; observers are called in the thread that notes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Exchange] = deque(maxlen=_KEPT)
        self._observers: list[Callable[[Exchange], None]] = []

    def observe(self, observer: Callable[[Exchange], None]) -> None:
        """Call ``observer`` with each exchange from now on."""
        self._observers.append(observer)

    def note(self, exchange: Exchange) -> None:
        """Keep an exchange and tell who watches."""
        with self._lock:
            self._kept.append(exchange)
        for observer in self._observers:
            observer(exchange)

    def so_far(self) -> list[Exchange]:
        """The exchanges that are still kept, oldest first."""
        with self._lock:
            return list(self._kept)
