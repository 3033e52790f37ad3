"""What the bot does of its own accord now and then: look after standing answers, send the week's digest, forget."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from bot.gaps import digest, gaps, times
from bot.outbox import Outbox, Owed
from bot.transcript import Turn
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

_WEEK = timedelta(days=7)


class Errands:
    """A thread that runs errands every so many seconds."""

    def __init__(
        self,
        desk: Desk,
        outbox: Outbox,
        digest_channel: str,
        keep_seconds: float,
        forgetting: Sequence[Callable[[float], None]] = (),
    ) -> None:
        """``forgetting`` are what else forgets, once a day, what is older than ``keep_seconds``."""
        self._desk = desk
        self._outbox = outbox
        self._digest_channel = digest_channel
        self._keep_seconds = keep_seconds
        self._forgetting = (desk.transcript.forget, outbox.forget, *forgetting)
        self._generation = ""
        self._day = ""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="errands", daemon=True)
        self._pause = 0.0

    def start(self, pause: float) -> None:
        """Begin, with so many seconds between."""
        self._pause = pause
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Stop, waiting for so long at most."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _work(self) -> None:
        while not self._stopping.is_set():
            for errand in (self.look_after_standing_answers, self.send_digest, self.forget):
                _tried(errand)
            self._stopping.wait(self._pause)

    def look_after_standing_answers(self) -> None:
        """Where an ingest has changed the sources, or at the first time, see which standing answers changed."""
        holdings, standing = self._desk.holdings, self._desk.standing
        if holdings is None or standing is None or (now := holdings.generation()) == self._generation:
            return
        if number := standing.look():
            logger.info("standing answers that have changed: %d", number)
            self._desk.wake()
        self._generation = now

    def send_digest(self, now: datetime | None = None) -> None:
        """Send last week's unanswered questions, once a week; in a week without any, nothing.

        They are those of the workspace that has the channel. What was asked where not everybody there could read it is
        only counted.
        """
        monday = _monday(now or datetime.now(UTC))
        key = f"digest/{self._digest_channel}/{monday:%G-W%V}"
        if not self._digest_channel or self._outbox.has(key):
            return
        since, until = (monday - _WEEK).timestamp(), monday.timestamp()
        turns = self._of_its_workspace([turn for turn in self._desk.transcript.since(since) if turn.at < until])
        places, opinions = self._desk.asking.places, self._desk.opinions.last()
        said = [turn for turn in turns if turn.question_ts and places.is_public(turn.team, turn.channel)]
        if found := gaps(said, opinions):
            others = times(gaps(turns, opinions)) - times(found)
            self._outbox.put(Owed(key, said[0].team, self._digest_channel, "", digest(found, since, others)))
            self._desk.wake()

    def _of_its_workspace(self, turns: list[Turn]) -> list[Turn]:
        """Those of the workspace that has the digest's channel."""
        teams = [*dict.fromkeys(turn.team for turn in turns)]
        if len(teams) < 2:
            return turns
        owner = next((team for team in teams if self._desk.asking.places.is_there(team, self._digest_channel)), None)
        return [turn for turn in turns if turn.team == owner]

    def forget(self) -> None:
        """Once a day, forget what is older than it may be."""
        if (today := time.strftime("%Y-%m-%d")) != self._day:
            for forget in self._forgetting:
                forget(self._keep_seconds)
            self._day = today


def _monday(moment: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday())


def _tried(errand: Callable[[], None]) -> None:
    try:
        errand()
    except (PinciteError, SQLAlchemyError, sqlite3.Error) as error:
        logger.warning("%s has to wait: %s", errand.__name__, type(error).__name__)
    except Exception as error:
        # Not the exception's own words, which may repeat a question.
        logger.error("%s failed: %s", errand.__name__, type(error).__name__)  # noqa: TRY400
