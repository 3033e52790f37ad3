"""The bot's memory: which messages it has taken on, and which of them it has answered.

A message is stored before Slack is told that it arrived, so what Slack believes delivered survives a crash;
and it is stored once for its (team, channel, ts), so ten deliveries are one question. The table is also the
queue that the workers take from: oldest first, one at a time in each channel.

    waiting -> working -> answered         (the question's text is then forgotten)
                       -> undeliverable    (Slack refused every form of the answer)

A message that is edited or deleted waits again, ``changed_ts`` being the ts of that change; one that is worked on
meanwhile waits again when that work is done.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    Executable,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    and_,
    case,
    delete,
    false,
    func,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.database import open_database
from bot.incoming import Change, Incoming
from bot.presence import FileLocks, Presence, SessionLocks
from retrieval.database import Place, insert_new, reading, reason, storable
from retrieval.errors import PinciteError, UsageError

TABLES = MetaData()
CLAIMS = Table(
    "claims",
    TABLES,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("ts", String, nullable=False),
    Column("thread_ts", String, nullable=False),
    Column("text", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("state", String, nullable=False, server_default="waiting"),
    Column("resumed", Boolean, nullable=False, server_default=false()),
    Column("answer_ts", String),
    Column("changed_at", Double, nullable=False),
    Column("who", String, nullable=False, server_default=""),
    Column("changed_ts", String, nullable=False, server_default=""),
    Column("deleted", Boolean, nullable=False, server_default=false()),
    Column("response_url", String, nullable=False, server_default=""),
    Column("shown_ts", String, nullable=False, server_default=""),
    Column("unprompted", Boolean, nullable=False, server_default=false()),
    Column("stopped", Boolean, nullable=False, server_default=false()),
    CheckConstraint("state IN ('waiting', 'working', 'answered', 'undeliverable')"),
    UniqueConstraint("team", "channel", "ts"),
    sqlite_autoincrement=True,
)
_C = CLAIMS.c
_OPEN = _C.state.in_(["waiting", "working"])
Index("claims_open", _C.owner, _C.state, sqlite_where=_OPEN, postgresql_where=_OPEN)
_HANDED_OUT = (
    *(_C.team, _C.channel, _C.ts, _C.thread_ts, _C.text, _C.resumed, _C.who, _C.changed_ts, _C.deleted, _C.answer_ts),
    *(_C.response_url, _C.shown_ts, _C.unprompted, _C.stopped),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this process answers. ``resumed``: begun before, so it may be answered already.

    ``changed_ts`` is the ts of its last edit, of its deletion or of the moment when it was ``stopped``, ``answer_ts``
    that of the answer that it has. The rest is as in Incoming.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    text: str
    resumed: bool
    who: str = ""
    changed_ts: str = ""
    deleted: bool = False
    answer_ts: str | None = None
    response_url: str = ""
    shown_ts: str = ""
    unprompted: bool = False
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that waits while another of its channel is worked on; so many are ``ahead``, that one included."""

    team: str
    channel: str
    ts: str
    thread_ts: str
    ahead: int


class Claims:
    """The claims of one process in a database that it may share with others. Safe to use from many threads.

    Every call raises SQLAlchemyError when the database cannot be used.
    """

    def __init__(self, place: Place) -> None:
        """Open or create the database. Raises UsageError when that is not possible."""
        self._engine = open_database(place, TABLES)
        locks = (
            FileLocks(place.with_name(place.name + ".alive")) if isinstance(place, Path) else SessionLocks(self._engine)
        )
        try:
            self._presence = Presence(locks)
        except (OSError, PinciteError, SQLAlchemyError) as error:
            self._engine.dispose()
            raise UsageError(
                f"The bot's state cannot be used ({reason(error)}): set SLACK_STATE to another place."
            ) from error
        self._lock = threading.Lock()

    def claim(self, message: Incoming) -> bool:
        """Take a message on; False when it was taken before, by whichever process."""
        row = {**asdict(message), "text": storable(message.text), "owner": self._me, "changed_at": time.time()}
        return bool(self._change(insert_new(self._engine, CLAIMS).values(row).returning(_C.seq)))

    def take(self) -> Claim | None:
        """Hand out the oldest waiting claim whose channel nobody works on."""
        self._presence.keep()
        others = CLAIMS.alias()
        mine = others.c.owner == self._me
        busy = select(others.c.channel).where(mine, others.c.state == "working")
        oldest = select(func.min(others.c.seq)).where(mine, others.c.state == "waiting", others.c.channel.not_in(busy))
        taking = (
            update(CLAIMS).where(_C.seq == oldest.scalar_subquery()).values(state="working", changed_at=time.time())
        )
        for row in self._change(taking.returning(*_HANDED_OUT)):
            return Claim(**row._mapping)
        return None

    def queued(self) -> list[Queued]:
        """What waits behind others, in the order in which it arrived."""
        columns = (_C.team, _C.channel, _C.ts, _C.thread_ts, _C.state, _C.deleted, _C.response_url, _C.unprompted)
        found = select(*columns).where(_C.owner == self._me, _OPEN).order_by(_C.seq)
        with reading(self._engine) as connection:
            rows = connection.execute(found).all()
        ahead: Counter[str] = Counter()
        queued: list[Queued] = []
        for team, channel, ts, thread_ts, state, deleted, private, unprompted in rows:
            told = thread_ts and not (deleted or private or unprompted)  # whoever did not ask expects nothing
            if state == "waiting" and ahead[channel] and told:
                queued.append(Queued(team, channel, ts, thread_ts, ahead[channel]))
            ahead[channel] += 1
        return queued

    def change(self, change: Change) -> bool:
        """Note an edit or a deletion; False when it concerns no message taken on, or is known already."""
        changing = update(CLAIMS).where(_is(change), _C.changed_ts < change.at, _C.deleted.is_(False))
        changing = changing.values(
            text=storable(change.text or ""),
            deleted=change.text is None,
            stopped=False,
            changed_ts=change.at,
            changed_at=time.time(),
            owner=case((_OPEN, _C.owner), else_=self._me),
            state=case((_C.state == "working", _C.state), else_="waiting"),
        )
        return bool(self._change(changing.returning(_C.seq)))

    def stop(self, team: str, channel: str, thread_ts: str, at: str) -> bool:
        """Let no question of a thread be answered that is not yet; False when there is none, or it is known already.

        What a stopped question gets is a word that it was, so it waits again like one that was edited.
        """
        here = (_C.team == team, _C.channel == channel, _C.thread_ts == thread_ts, _C.response_url == "", _OPEN)
        stopping = update(CLAIMS).where(*here, _C.answer_ts.is_(None), _C.changed_ts < at, _C.deleted.is_(False))
        changed = stopping.values(stopped=True, changed_ts=at, changed_at=time.time())
        return bool(self._change(changed.returning(_C.seq)))

    def abandon(self, team: str, channel: str) -> int:
        """Give up what waits in a channel where nothing can be said any more; return how many questions that are."""
        waiting = update(CLAIMS).where(_C.team == team, _C.channel == channel, _C.state == "waiting")
        given_up = waiting.values(state="undeliverable", text="", response_url="", changed_at=time.time())
        return len(self._change(given_up.returning(_C.seq)))

    def release(self, claim: Claim) -> None:
        """Forget a claim, so that the same may be claimed again."""
        self._change(delete(CLAIMS).where(_is(claim)).returning(_C.seq))

    def is_current(self, claim: Claim) -> bool:
        """Whether the message is still this process's, and neither edited nor deleted since it was handed out."""
        self._presence.keep()
        same = and_(_is(claim), _C.changed_ts == claim.changed_ts, _C.owner == self._me)
        return bool(self._change(select(_C.seq).where(same)))

    def answered(self, claim: Claim, answer_ts: str | None) -> None:
        """Record that the answer stands in Slack at ``answer_ts``, or with None that it was withdrawn."""
        self._finish(claim, "answered", answer_ts)

    def undeliverable(self, claim: Claim) -> None:
        """Record that Slack takes no answer to this message, so that it is not tried for ever."""
        self._finish(claim, "undeliverable", None)

    def hand_back(self, claim: Claim) -> None:
        """Let a claim wait again after a failure that left open whether the answer was posted."""
        back = update(CLAIMS).where(_is(claim), _C.owner == self._me)
        self._change(back.values(state="waiting", resumed=True, changed_at=time.time()).returning(_C.seq))

    def adopt(self) -> int:
        """Take over what processes that died left unfinished; return how many claims that are."""
        adopted = 0
        for (owner,) in self._change(select(_C.owner).distinct().where(_OPEN, _C.owner != self._me)):
            if not self._presence.is_alive(owner):
                left = update(CLAIMS).where(_C.owner == owner, _OPEN)
                taken = left.values(owner=self._me, state="waiting", resumed=True, changed_at=time.time())
                adopted += len(self._change(taken.returning(_C.seq)))
        return adopted

    def forget(self, seconds: float) -> None:
        """Drop finished claims older than that; Slack repeats a delivery for a day at most."""
        finished = _C.state.in_(["answered", "undeliverable"])
        self._change(delete(CLAIMS).where(finished, _C.changed_at < time.time() - seconds).returning(_C.seq))

    def close(self) -> None:
        """Close the database and leave unfinished claims to the next process."""
        with self._lock:
            self._presence.close()
            self._engine.dispose()

    @property
    def _me(self) -> str:
        return self._presence.name

    def _finish(self, claim: Claim, state: str, answer_ts: str | None) -> None:
        unchanged = _C.changed_ts == claim.changed_ts
        finished = (
            update(CLAIMS)
            .where(_is(claim), _C.owner == self._me)  # what was taken over is for the other to finish
            .values(
                answer_ts=answer_ts,
                changed_at=time.time(),
                state=case((unchanged, state), else_="waiting"),
                text=case((unchanged, ""), else_=_C.text),
                response_url=case((unchanged, ""), else_=_C.response_url),
            )
        )
        self._change(finished.returning(_C.seq))

    def _change(self, statement: Executable) -> Sequence[Any]:
        """The rows that one statement gives, in a transaction of its own."""
        with self._lock, self._engine.begin() as connection:
            return connection.execute(statement).all()


def _is(message: Change | Claim) -> Any:
    return and_(_C.team == message.team, _C.channel == message.channel, _C.ts == message.ts)
