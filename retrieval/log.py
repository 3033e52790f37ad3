"""The log of answers: who asked what, where and when, over which state of the index, and what was answered.

One SQLite file, or two tables of a PostgreSQL that several processes share. Entries are added and never changed, which
the database itself enforces; only what is older than the retention time is deleted, and then for good: overwritten in
the file, and the file made smaller.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, insert, select, update

from retrieval.answer import Answer
from retrieval.audience import Readers, includes
from retrieval.database import Place, open_database, reading, storable
from retrieval.errors import UsageError
from retrieval.log_tables import ANSWERS, FEEDBACK, RETENTION, TABLES, VACUUM

_ID_BEGINS = 8  # digits that may be the beginning of an id, and not only a number
_MAX_DIGITS = 16  # a longer one is no number that a database holds


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
    """The log in one place. Safe to use from several threads and processes. Raises UsageError when it cannot be used.

    Every call raises SQLAlchemyError when the database has gone.
    """

    def __init__(self, place: Place) -> None:
        self._engine = open_database(place, TABLES, "The log", "mend it, or set PINCITE_LOG=off")

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def add(
        self, answer: Answer, *, who: str = "", place: str = "", index_state: str = "", readers: Readers = ()
    ) -> None:
        """Keep an answer; ``readers`` are those whom it was given to."""
        row = {
            "id": answer.id,
            "at": _now(),
            "who": who,
            "place": place,
            "index_state": index_state,
            "question": storable(answer.question),
            "status": answer.status,
            "answer": answer.model_dump_json(),
            "readers": json.dumps(readers),
        }
        with self._engine.begin() as connection:
            connection.execute(insert(ANSWERS).values(row))

    def add_feedback(self, answer_id: str, *, who: str, kind: str, note: str = "") -> None:
        """Keep what somebody thought of an answer. Raises UsageError when the log does not hold it."""
        if self.find(answer_id) is None:
            raise UsageError(f"The log holds no answer {answer_id!r}; see `pincite log`.")
        row = {"id": answer_id, "at": _now(), "who": who, "kind": kind, "note": storable(note)}
        with self._engine.begin() as connection:
            connection.execute(insert(FEEDBACK).values(row))

    def find(self, name: str, readers: Readers | None = None) -> Entry | None:
        """The newest entry with this number or answer id, or with an id that begins so.

        A short number is never the beginning of an id: who asks for an entry that is not there, or that they may not
        see, would be shown another.

        With ``readers``, here and below, only of those that all of them may see.
        """
        if not name:
            return None
        tries: list[ColumnElement[bool]] = [ANSWERS.c.id == name, ANSWERS.c.id.startswith(name, autoescape=True)]
        if name.isdecimal() and len(name) < _MAX_DIGITS:
            number = ANSWERS.c.n == int(name)
            tries = [number] if len(name) < _ID_BEGINS else [number, *tries]
        for where in tries:
            if entry := next(self._entries(readers, _newest_first().where(where).limit(1)), None):
                return entry
        return None

    def newest(self, count: int, readers: Readers | None = None) -> list[Entry]:
        """The last entries, the newest first."""
        return list(self._entries(readers, _newest_first().limit(count)))

    def all(self, readers: Readers | None = None) -> Iterator[Entry]:
        """Every entry, the oldest first."""
        return self._entries(readers, select(ANSWERS).order_by(ANSWERS.c.n))

    def forget(self, older_than: timedelta) -> int:
        """Delete what is older, for good; gives how many answers that were."""
        kept_from = _iso(datetime.now(UTC) - older_than)
        old = ANSWERS.c.at < kept_from
        if not self._rows(select(ANSWERS.c.n).where(old).limit(1)):
            return 0
        with self._engine.begin() as connection:
            later = case((RETENTION.c.kept_from > kept_from, RETENTION.c.kept_from), else_=kept_from)
            connection.execute(update(RETENTION).values(kept_from=later))
            count = connection.execute(delete(ANSWERS).where(old)).rowcount
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.id.not_in(select(ANSWERS.c.id))))
        with reading(self._engine) as connection:
            connection.exec_driver_sql(VACUUM[self._engine.dialect.name])
        return count

    def _entries(self, readers: Readers | None, which: Select[Any]) -> Iterator[Entry]:
        if readers is not None:
            which = which.where(ANSWERS.c.readers.not_in(self._hidden_from(readers)))
        for row in self._rows(which):
            answer = Answer.model_validate_json(row.answer)
            yield Entry(row.n, row.at, row.who, row.place, row.index_state, answer, self._feedback(row.id))

    def _hidden_from(self, readers: Readers) -> list[str]:
        """The readers, as they are kept, of answers that not all of these may see."""
        kept = [str(row[0]) for row in self._rows(select(ANSWERS.c.readers).distinct())]
        return [each for each in kept if not includes(readers, tuple(map(tuple, json.loads(each))))]

    def _feedback(self, answer_id: str) -> tuple[Feedback, ...]:
        columns = FEEDBACK.c.at, FEEDBACK.c.who, FEEDBACK.c.kind, FEEDBACK.c.note
        said = select(*columns).where(FEEDBACK.c.id == answer_id).order_by(FEEDBACK.c.n)
        return tuple(Feedback(*row) for row in self._rows(said))

    def _rows(self, which: Select[Any]) -> Any:
        with reading(self._engine) as connection:
            return connection.execute(which).all()


def _newest_first() -> Select[Any]:
    return select(ANSWERS).order_by(ANSWERS.c.n.desc())


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
