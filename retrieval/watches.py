"""Standing answers: saved questions with the answer that their owner has seen, and what has become of it."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.answer import Answer, Question
from retrieval.asking import Asks
from retrieval.errors import UsageError
from retrieval.verify import Checked, Versions, verify

_SCHEMA = """
CREATE TABLE IF NOT EXISTS watches (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, place TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
    since TEXT NOT NULL, seen TEXT NOT NULL, UNIQUE (owner, place, question)
) WITHOUT ROWID;
"""
_COLUMNS = "id, owner, place, question, answer, since, seen"


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved question; ``answer`` is what its owner saw last, at ``seen`` (UTC); ``place`` is where to tell it."""

    id: str
    owner: str
    place: str
    question: Question
    answer: Answer
    since: str
    seen: str


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of a standing answer: the spans whose words are gone, and the answer as it would be now."""

    watch: Watch
    new: Answer
    lost: tuple[Checked, ...]

    @property
    def old(self) -> Answer:
        """The answer that the owner knows."""
        return self.watch.answer

    @property
    def differs(self) -> bool:
        """Whether the new answer says something else than the old."""
        return _substance(self.old) != _substance(self.new)


class Watches:
    """The standing answers in one file. Safe to use from several threads. Raises UsageError when it cannot be used."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"The standing answers {path} cannot be used ({error}); mend or remove the file."
            ) from error
        path.chmod(0o600)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, question: Question, answer: Answer, *, owner: str = "", place: str = "") -> Watch:
        """Save a question with its answer. One that is saved already for this owner and place is given as it is."""
        asked = question.model_copy(update={"who": "", "place": ""}).model_dump_json()
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        row = (uuid.uuid4().hex[:8], owner, place, asked, answer.model_dump_json(), now, now)
        with self._lock:
            self._db.execute(f"INSERT OR IGNORE INTO watches ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return next(self._found("WHERE owner = ? AND place = ? AND question = ?", owner, place, asked))

    def all(self, owner: str | None = None) -> list[Watch]:
        """Every standing answer, or those of one owner, the oldest first."""
        if owner is None:
            return list(self._found("ORDER BY since, id"))
        return list(self._found("WHERE owner = ? ORDER BY since, id", owner))

    def remove(self, watch_id: str) -> None:
        """Save a question no more. Raises UsageError when there is no such one."""
        with self._lock:
            if not self._db.execute("DELETE FROM watches WHERE id = ?", (watch_id,)).rowcount:
                raise UsageError(f"There is no standing answer {watch_id!r}; see `pincite watch list`.")

    def seen(self, change: Change) -> None:
        """The owner has been told: from now on the new answer is what they know."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        row = (change.new.model_dump_json(), now, change.watch.id)
        with self._lock:
            self._db.execute("UPDATE watches SET answer = ?, seen = ? WHERE id = ?", row)

    def changes(self, assistant: Asks, versions: Versions, among: Iterable[Watch] | None = None) -> Iterator[Change]:
        """The standing answers that rest on words that are gone, or that would be answered otherwise today.

        ``among`` are those to look at; without it, all. Whoever tells an owner says so with ``seen``; until then the
        change is found again.
        """
        for watch in self.all() if among is None else among:
            lost = tuple(check for check in verify(watch.answer, versions) if not check.holds)
            change = Change(watch, assistant.ask(watch.question), lost)
            if lost or change.differs:
                yield change

    def _found(self, which: str, *values: object) -> Iterator[Watch]:
        with self._lock:
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM watches {which}", values).fetchall()
        for watch_id, owner, place, question, answer, since, seen in rows:
            asked, given = Question.model_validate_json(question), Answer.model_validate_json(answer)
            yield Watch(watch_id, owner, place, asked, given, since, seen)


def _substance(answer: Answer) -> object:
    """What an answer says, whatever its wording, its name and the places that it cites."""
    quotes = frozenset((citation.doc_id, citation.quote) for citation in answer.citations)
    values = frozenset(version.value for each in answer.disagreements for version in each.versions)
    return answer.status, answer.short_answer, quotes, values
