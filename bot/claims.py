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

import sqlite3
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.incoming import Change, Incoming
from bot.presence import Presence
from retrieval.columns import add_columns
from retrieval.errors import UsageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS claims (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    team TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL,
    thread_ts TEXT NOT NULL,
    text TEXT NOT NULL,
    owner TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'working', 'answered', 'undeliverable')),
    resumed INTEGER NOT NULL DEFAULT 0,
    answer_ts TEXT,
    changed_at REAL NOT NULL,
    who TEXT NOT NULL DEFAULT '',
    changed_ts TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    response_url TEXT NOT NULL DEFAULT '',
    shown_ts TEXT NOT NULL DEFAULT '',
    unprompted INTEGER NOT NULL DEFAULT 0,
    stopped INTEGER NOT NULL DEFAULT 0,
    UNIQUE (team, channel, ts)
);
CREATE INDEX IF NOT EXISTS claims_open ON claims (owner, state) WHERE state IN ('waiting', 'working');
"""
# Columns that a state file of an earlier version lacks.
_ADDED = {
    "who": "TEXT NOT NULL DEFAULT ''",
    "changed_ts": "TEXT NOT NULL DEFAULT ''",
    "deleted": "INTEGER NOT NULL DEFAULT 0",
    "response_url": "TEXT NOT NULL DEFAULT ''",
    "shown_ts": "TEXT NOT NULL DEFAULT ''",
    "unprompted": "INTEGER NOT NULL DEFAULT 0",
    "stopped": "INTEGER NOT NULL DEFAULT 0",
}
_TAKE = """
UPDATE claims SET state = 'working', changed_at = :now WHERE seq = (
    SELECT min(seq) FROM claims WHERE owner = :me AND state = 'waiting' AND channel NOT IN (
        SELECT channel FROM claims WHERE owner = :me AND state = 'working'))
RETURNING team, channel, ts, thread_ts, text, resumed, who, changed_ts, deleted, answer_ts, response_url, shown_ts,
    unprompted, stopped
"""
_CHANGE = """
UPDATE claims SET text = :text, deleted = :deleted, stopped = 0, changed_ts = :at, changed_at = :now,
    owner = CASE WHEN state IN ('waiting', 'working') THEN owner ELSE :me END,
    state = CASE WHEN state = 'working' THEN state ELSE 'waiting' END
WHERE team = :team AND channel = :channel AND ts = :ts AND changed_ts < :at AND NOT deleted
RETURNING seq
"""
_FINISH = """
UPDATE claims SET answer_ts = :answer_ts, changed_at = :now,
    state = CASE WHEN changed_ts = :changed_ts THEN :state ELSE 'waiting' END,
    text = CASE WHEN changed_ts = :changed_ts THEN '' ELSE text END,
    response_url = CASE WHEN changed_ts = :changed_ts THEN '' ELSE response_url END
WHERE team = :team AND channel = :channel AND ts = :ts
"""
# What a stopped question gets is a word that it was, so it waits again like one that was edited.
_STOP = """
UPDATE claims SET stopped = 1, changed_ts = :at, changed_at = :now
WHERE team = :team AND channel = :channel AND thread_ts = :thread_ts AND state IN ('waiting', 'working')
    AND response_url = '' AND answer_ts IS NULL AND changed_ts < :at AND NOT deleted
RETURNING seq
"""
_ABANDON = """
UPDATE claims SET state = 'undeliverable', text = '', response_url = '', changed_at = :now
WHERE team = :team AND channel = :channel AND state = 'waiting' RETURNING seq
"""
_FLAGS = frozenset({"deleted", "resumed", "stopped", "unprompted"})
_LOCK_SECONDS = 30.0


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


class Claims:
    """The claims of one process in a file that it may share with others. Safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raises UsageError when that is not possible."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_LOCK_SECONDS, isolation_level=None, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._presence = _open(self._db, path)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"The bot's state file {path} cannot be used ({error}):"
                " move it away, or set SLACK_STATE to another place."
            ) from error
        self._lock = threading.Lock()

    def claim(self, message: Incoming) -> bool:
        """Take a message on; False when it was taken before, by whichever process."""
        added = self._change(
            "INSERT INTO claims (team, channel, ts, thread_ts, text, who, owner, changed_at, response_url, shown_ts,"
            " unprompted) VALUES (:team, :channel, :ts, :thread_ts, :text, :who, :me, :now, :response_url, :shown_ts,"
            " :unprompted) ON CONFLICT DO NOTHING RETURNING seq",
            **asdict(message),
        )
        return bool(added)

    def take(self) -> Claim | None:
        """Hand out the oldest waiting claim whose channel nobody works on."""
        for row in self._change(_TAKE):
            values: dict[str, Any] = dict(row)
            return Claim(**values | {name: bool(values[name]) for name in _FLAGS})
        return None

    def change(self, change: Change) -> bool:
        """Note an edit or a deletion; False when it concerns no message taken on, or is known already."""
        return bool(
            self._change(
                _CHANGE,
                team=change.team,
                channel=change.channel,
                ts=change.ts,
                at=change.at,
                text=change.text or "",
                deleted=change.text is None,
            )
        )

    def stop(self, team: str, channel: str, thread_ts: str, at: str) -> bool:
        """Let no question of a thread be answered that is not yet; False when there is none, or it is known already."""
        return bool(self._change(_STOP, team=team, channel=channel, thread_ts=thread_ts, at=at))

    def abandon(self, team: str, channel: str) -> int:
        """Give up what waits in a channel where nothing can be said any more; return how many questions that are."""
        return len(self._change(_ABANDON, team=team, channel=channel))

    def is_current(self, claim: Claim) -> bool:
        """Whether the message has neither been edited nor deleted since it was handed out."""
        where = "team = :team AND channel = :channel AND ts = :ts AND changed_ts = :changed_ts"
        return bool(self._change(f"SELECT 1 FROM claims WHERE {where}", **_key(claim), changed_ts=claim.changed_ts))

    def answered(self, claim: Claim, answer_ts: str | None) -> None:
        """Record that the answer stands in Slack at ``answer_ts``, or with None that it was withdrawn."""
        self._finish(claim, "answered", answer_ts)

    def undeliverable(self, claim: Claim) -> None:
        """Record that Slack takes no answer to this message, so that it is not tried for ever."""
        self._finish(claim, "undeliverable", None)

    def release(self, claim: Claim) -> None:
        """Forget a claim, so that the same may be claimed again."""
        self._change("DELETE FROM claims WHERE team = :team AND channel = :channel AND ts = :ts", **_key(claim))

    def hand_back(self, claim: Claim) -> None:
        """Let a claim wait again after a failure that left open whether the answer was posted."""
        self._change(
            "UPDATE claims SET state = 'waiting', resumed = 1, changed_at = :now"
            " WHERE team = :team AND channel = :channel AND ts = :ts",
            **_key(claim),
        )

    def adopt(self) -> int:
        """Take over what processes that died left unfinished; return how many claims that are."""
        open_claims = "state IN ('waiting', 'working')"
        owners = self._change(f"SELECT DISTINCT owner FROM claims WHERE {open_claims} AND owner <> :me")
        adopted = 0
        for (owner,) in owners:
            if not self._presence.is_alive(owner):
                adopted += len(
                    self._change(
                        "UPDATE claims SET owner = :me, state = 'waiting', resumed = 1, changed_at = :now"
                        f" WHERE owner = :dead AND {open_claims} RETURNING seq",
                        dead=owner,
                    )
                )
        return adopted

    def forget(self, seconds: float) -> None:
        """Drop finished claims older than that; Slack repeats a delivery for a day at most."""
        self._change(
            "DELETE FROM claims WHERE state IN ('answered', 'undeliverable') AND changed_at < :before",
            before=time.time() - seconds,
        )

    def close(self) -> None:
        """Close the file and leave unfinished claims to the next process."""
        with self._lock:
            self._presence.close()
            self._db.close()

    def _finish(self, claim: Claim, state: str, answer_ts: str | None) -> None:
        self._change(_FINISH, **_key(claim), state=state, answer_ts=answer_ts, changed_ts=claim.changed_ts)

    def _change(self, statement: str, **values: object) -> list[sqlite3.Row]:
        with self._lock:
            # Fetching every row ends the statement, and with it SQLite's transaction.
            return self._db.execute(statement, {"me": self._presence.name, "now": time.time(), **values}).fetchall()


def _key(claim: Claim) -> dict[str, str]:
    return {"team": claim.team, "channel": claim.channel, "ts": claim.ts}


def _open(db: sqlite3.Connection, path: Path) -> Presence:
    try:
        db.executescript(_SCHEMA)
        add_columns(db, "claims", _ADDED)
        return Presence(path.with_name(path.name + ".alive"))
    except BaseException:
        db.close()
        raise
