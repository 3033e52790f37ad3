"""The log of answers: who asked what, where and when, over which state of the index, and what was answered.

One SQLite file. Entries are added and never changed, which the file itself enforces; only what is older than the
retention time is deleted, and then for good: overwritten in the file, and the file made smaller.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from retrieval.answer import Answer
from retrieval.audience import Readers, includes
from retrieval.columns import add_columns
from retrieval.errors import UsageError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, place TEXT NOT NULL,
    index_state TEXT NOT NULL, question TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS answers_id ON answers (id);
CREATE TABLE IF NOT EXISTS feedback (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS feedback_id ON feedback (id);
CREATE TABLE IF NOT EXISTS retention (one INTEGER PRIMARY KEY CHECK (one = 1), kept_from TEXT NOT NULL);
INSERT OR IGNORE INTO retention VALUES (1, '');
CREATE TRIGGER IF NOT EXISTS answers_stay BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER IF NOT EXISTS feedback_stay BEFORE UPDATE ON feedback
BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER IF NOT EXISTS answers_kept BEFORE DELETE ON answers
WHEN OLD.at >= (SELECT kept_from FROM retention) BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER IF NOT EXISTS feedback_kept BEFORE DELETE ON feedback
WHEN EXISTS (SELECT 1 FROM answers WHERE id = OLD.id) BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
"""
_COLUMNS = "n, id, at, who, place, index_state, question, status, answer, readers"
_ADDED = {"readers": "TEXT NOT NULL DEFAULT '[]'"}  # columns that earlier releases did not have


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thought of an answer."""

    at: str
    who: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it was given; ``at`` is in UTC, ``who`` and ``place`` are empty where they are not kept."""

    n: int
    at: str
    who: str
    place: str
    index_state: str
    answer: Answer
    feedback: tuple[Feedback, ...] = ()


class AnswerLog:
    """The log in one file. Safe to use from several threads and processes. Raises UsageError when it cannot be used."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.executescript(_SCHEMA)
            add_columns(self._db, "answers", _ADDED)
            self._db.execute("CREATE INDEX IF NOT EXISTS answers_readers ON answers (readers)")
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"The log {path} cannot be used ({error}); mend it, or set PINCITE_LOG=off.") from error
        path.chmod(0o600)  # it tells who asked what
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(
        self, answer: Answer, *, who: str = "", place: str = "", index_state: str = "", readers: Readers = ()
    ) -> None:
        """Keep an answer; ``readers`` are those whom it was given to."""
        row = (answer.id, _now(), who, place, index_state, answer.question, answer.status, answer.model_dump_json())
        columns = _COLUMNS.removeprefix("n, ")
        with self._lock:
            self._db.execute(
                f"INSERT INTO answers ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, json.dumps(readers))
            )

    def add_feedback(self, answer_id: str, *, who: str, kind: str, note: str = "") -> None:
        """Keep what somebody thought of an answer. Raises UsageError when the log does not hold it."""
        if self.find(answer_id) is None:
            raise UsageError(f"The log holds no answer {answer_id!r}; see `pincite log`.")
        with self._lock:
            self._db.execute(
                "INSERT INTO feedback (id, at, who, kind, note) VALUES (?, ?, ?, ?, ?)",
                (answer_id, _now(), who, kind, note),
            )

    def find(self, name: str, readers: Readers | None = None) -> Entry | None:
        """The newest entry with this number or answer id, or with an id that begins so.

        With ``readers``, here and below, only of those that all of them may see.
        """
        by_number = [int(name)] if name.isdecimal() and len(name) < 16 else []
        escaped = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        for where, value in (("n = ?", by_number), ("id = ?", [name]), ("id LIKE ? || '%' ESCAPE '\\'", [escaped])):
            if value and name:
                entries = self._entries(readers, where, *value, order="n DESC LIMIT 1")
                if entry := next(entries, None):
                    return entry
        return None

    def newest(self, count: int, readers: Readers | None = None) -> list[Entry]:
        """The last entries, the newest first."""
        return list(self._entries(readers, "1", count, order="n DESC LIMIT ?"))

    def all(self, readers: Readers | None = None) -> Iterator[Entry]:
        """Every entry, the oldest first."""
        return self._entries(readers, "1", order="n")

    def forget(self, older_than: timedelta) -> int:
        """Delete what is older, for good; gives how many answers that were."""
        kept_from = _iso(datetime.now(UTC) - older_than)
        with self._lock:
            if not self._db.execute("SELECT 1 FROM answers WHERE at < ? LIMIT 1", (kept_from,)).fetchone():
                return 0
            with closing(self._db.cursor()) as cursor:
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute("UPDATE retention SET kept_from = max(kept_from, ?)", (kept_from,))
                count = cursor.execute("DELETE FROM answers WHERE at < ?", (kept_from,)).rowcount
                cursor.execute("DELETE FROM feedback WHERE id NOT IN (SELECT id FROM answers)")
                cursor.execute("COMMIT")
            self._db.execute("VACUUM")
        return count

    def _entries(self, readers: Readers | None, where: str, *values: object, order: str) -> Iterator[Entry]:
        with self._lock:
            hidden = [] if readers is None else self._hidden_from(readers)
            unseen = f"readers NOT IN ({','.join('?' * len(hidden))})"
            sql = f"SELECT {_COLUMNS} FROM answers WHERE {unseen} AND {where} ORDER BY {order}"
            rows = self._db.execute(sql, (*hidden, *values)).fetchall()
        for n, answer_id, at, who, place, state, _, _, packed, _ in rows:
            answer = Answer.model_validate_json(packed)
            yield Entry(n, at, who, place, state, answer, self._feedback(answer_id))

    def _hidden_from(self, readers: Readers) -> list[str]:
        """The readers, as they are kept, of answers that not all of these may see."""
        kept = [str(row[0]) for row in self._db.execute("SELECT DISTINCT readers FROM answers")]
        return [each for each in kept if not includes(readers, tuple(map(tuple, json.loads(each))))]

    def _feedback(self, answer_id: str) -> tuple[Feedback, ...]:
        with self._lock:
            sql = "SELECT at, who, kind, note FROM feedback WHERE id = ? ORDER BY n"
            rows: list[Any] = self._db.execute(sql, (answer_id,)).fetchall()
        return tuple(Feedback(*row) for row in rows)


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
