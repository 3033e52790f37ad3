"""The messages that answers were streamed into, stored before each begins, so that none is lost in a crash."""

from __future__ import annotations

import time

from sqlalchemy import ColumnElement, Engine, delete, insert, select, update

from bot.claims import Claim
from bot.tables import parts
from retrieval.database import reading


class Parts:
    """Safe to use from many threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, claim: Claim, n: int) -> None:
        """Say that part ``n`` of an answer is about to begin."""
        row = {"team": claim.team, "channel": claim.channel, "question_ts": claim.ts, "n": n}
        with self._engine.begin() as connection:
            connection.execute(insert(parts).values(**row, ts="", at=time.time()))

    def begun(self, claim: Claim, n: int, ts: str) -> None:
        """Say where the part stands."""
        with self._engine.begin() as connection:
            connection.execute(update(parts).where(*_of(claim), parts.c.n == n).values(ts=ts))

    def of(self, claim: Claim) -> list[str]:
        """Where the parts stand, in order; an empty ``ts`` for one that began, or was about to, nobody knows where."""
        with reading(self._engine) as connection:
            return list(connection.execute(select(parts.c.ts).where(*_of(claim)).order_by(parts.c.n)).scalars())

    def forget(self, claim: Claim) -> None:
        """Forget the parts of an answer."""
        with self._engine.begin() as connection:
            connection.execute(delete(parts).where(*_of(claim)))

    def forget_old(self, seconds: float) -> None:
        """Forget what is older than that."""
        with self._engine.begin() as connection:
            connection.execute(delete(parts).where(parts.c.at < time.time() - seconds))


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return parts.c.team == claim.team, parts.c.channel == claim.channel, parts.c.question_ts == claim.ts
