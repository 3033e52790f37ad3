"""Where a question stands in the queue of its channel, shown to whoever waits as the status of their thread."""

from __future__ import annotations

import logging
import threading

from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import SQLAlchemyError

from bot.claims import Claim, Claims, Queued
from bot.clients import NO_CONNECTION, retry_after
from bot.teams import Teams
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0
_EXACT = 5  # so many questions ahead are counted exactly; of more a rounded number saves calls
_CALLS = 20  # of Slack at each look
_LEAVE_SECONDS = 2.0

Key = tuple[str, str]


class Waiting:
    """A thread that keeps the statuses true. A courtesy: no failure of it matters to any answer.

    Slack takes a status away when the bot replies in its thread, so nothing is left behind, as long as none is set
    after that: a worker says with ``leave`` that a question's turn has come.
    """

    def __init__(self, claims: Claims, teams: Teams) -> None:
        self._claims = claims
        self._teams = teams
        self._shown: dict[Key, str] = {}
        self._left: set[Key] = set()
        self._setting: Key | None = None
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="waiting", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Stop, waiting for so long at most."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def leave(self, claim: Claim) -> None:
        """A question's turn has come: from here on its status is the worker's."""
        key = (claim.channel, claim.ts)
        with self._changed:
            self._left.add(key)
            self._changed.wait_for(lambda: self._setting != key, _LEAVE_SECONDS)

    def _work(self) -> None:
        while not self._stopping.wait(_LOOK_SECONDS):
            try:
                self._show(self._claims.queued())
            except SQLAlchemyError as error:
                logger.debug("no places shown: %s", type(error).__name__)

    def _show(self, queued: list[Queued]) -> None:
        waiting = {(each.channel, each.ts) for each in queued}
        with self._changed:
            self._left &= waiting
        self._shown = {key: status for key, status in self._shown.items() if key in waiting}
        news = [each for each in queued if self._shown.get((each.channel, each.ts)) != status_of(each.ahead)]
        for each in news[:_CALLS]:
            if self._stopping.is_set() or not self._set(each):
                return

    def _set(self, queued: Queued) -> bool:
        """Show a place; False when Slack wants to be left alone for now."""
        key = (queued.channel, queued.ts)
        with self._changed:
            if key in self._left:
                return True
            self._setting = key
        try:
            status = status_of(queued.ahead)
            self._teams.of(queued.team).sender.assistant_threads_setStatus(
                channel_id=queued.channel, thread_ts=queued.thread_ts, status=status
            )
        except SlackApiError as error:
            if (wait := retry_after(error)) > 0:
                self._stopping.wait(wait)
                return False
        except (PinciteError, SlackClientError, *NO_CONNECTION) as error:
            logger.debug("no place shown: %s", type(error).__name__)
        finally:
            with self._changed:
                self._setting = None
                self._changed.notify_all()
        self._shown[key] = status
        return True


def status_of(ahead: int) -> str:
    """What is shown to whoever has so many questions ahead of theirs."""
    if ahead <= 1:
        return "will answer this next…"
    if ahead <= _EXACT:
        return f"will answer this after {ahead} other questions…"
    return f"will answer this after about {(ahead + 2) // _EXACT * _EXACT} other questions…"
