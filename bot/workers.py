"""The worker threads, which take claims from the store one after the other."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.claims import Claim, Claims
from retrieval.database import reason
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)


_PAUSE_SECONDS = 1.0


class Workers:
    """A few threads that finish claims. Memory holds one claim for each of them; the rest wait in the store.

    Bolt's own threads are not used: a handful of slow answers would hold up every other event.
    """

    def __init__(
        self,
        claims: Claims,
        finish: Callable[[Claim], None],
        stopping: threading.Event,
        count: int,
        adopt_seconds: float,
    ) -> None:
        """``drain`` sets ``stopping`` when time is up; whatever waits inside ``finish`` should watch it."""
        self._claims = claims
        self._finish = finish
        self._stopping = stopping
        self._adopt_seconds = adopt_seconds
        self._changed = threading.Condition()
        self._draining = False
        self._count = count
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to work."""
        for number in range(self._count):
            # Daemons: what is not finished in time stays in the store and must not hold the process back.
            thread = threading.Thread(target=self._work, name=f"answer-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def wake(self) -> None:
        """Say that there may be something to take."""
        with self._changed:
            self._changed.notify_all()

    def drain(self, seconds: float) -> bool:
        """Finish what waits, for so long at most, and stop; True when every worker has come to its end."""
        with self._changed:
            self._draining = True
            self._changed.notify_all()
        self._join(seconds)
        self._stopping.set()
        self.wake()
        self._join(_PAUSE_SECONDS)
        return not any(thread.is_alive() for thread in self._threads)

    def _join(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _work(self) -> None:
        while (claim := self._next()) is not None:
            try:
                self._finish(claim)
            except Exception as error:
                logger.warning("%s in %s has to wait: %s", claim.ts, claim.channel, type(error).__name__)
                self._hand_back(claim)
            self.wake()  # the channel is free for its next message

    def _next(self) -> Claim | None:
        with self._changed:
            while not self._stopping.is_set():
                try:
                    claim = self._claims.take()
                    if claim is not None or self._draining:
                        return claim
                    if not self._changed.wait(self._adopt_seconds):
                        self._claims.adopt()
                except (PinciteError, SQLAlchemyError) as error:
                    logger.warning("the state cannot be used, trying again: %s", reason(error))
                    self._changed.wait(_PAUSE_SECONDS)
        return None

    def _hand_back(self, claim: Claim) -> None:
        """Let a claim wait again, as soon as that can be stored: until then nobody else would take it."""
        while True:
            self._stopping.wait(_PAUSE_SECONDS)
            try:
                return self._claims.hand_back(claim)
            except SQLAlchemyError as error:
                if self._stopping.is_set():
                    return None  # it is left to whoever adopts what this process leaves
                logger.warning("the state cannot be used, trying again: %s", reason(error))
