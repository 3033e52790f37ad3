"""Standing answers: saved questions with the answer that their owner has seen, and what has become of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, ColumnElement, MetaData, String, Table, UniqueConstraint, and_, delete, select, update

from retrieval.answer import Answer, Question, Status
from retrieval.asking import Asks
from retrieval.audience import Readers
from retrieval.database import Place, insert_new, open_database, reading
from retrieval.errors import UsageError
from retrieval.verify import Checked, Versions, verify

TABLES = MetaData()
WATCHES = Table(
    "watches",
    TABLES,
    Column("id", String, primary_key=True),
    *(Column(name, String, nullable=False) for name in ("owner", "place", "question", "answer", "since", "seen")),
    UniqueConstraint("owner", "place", "question"),
    sqlite_with_rowid=False,
)
_W = WATCHES.c


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
    """The standing answers in one place. Safe to use from several threads and processes.

    Raises UsageError when they cannot be used, and every call SQLAlchemyError when the database has gone.
    """

    def __init__(self, place: Place) -> None:
        self._engine = open_database(place, TABLES, "The standing answers", "mend or remove the file")

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def add(self, question: Question, answer: Answer, *, owner: str = "", place: str = "") -> Watch:
        """Save a question with its answer. One that is saved already for this owner and place is given as it is."""
        asked = as_saved(question).model_dump_json()
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        named = {"id": uuid.uuid4().hex[:8], "owner": owner, "place": place, "question": asked}
        row = {**named, "answer": answer.model_dump_json(), "since": now, "seen": now}
        with self._engine.begin() as connection:
            connection.execute(insert_new(self._engine, WATCHES).values(row))
        return next(self._found(and_(_W.owner == owner, _W.place == place, _W.question == asked)))

    def all(self, owner: str | None = None) -> list[Watch]:
        """Every standing answer, or those of one owner, the oldest first."""
        return list(self._found() if owner is None else self._found(_W.owner == owner))

    def remove(self, watch_id: str) -> None:
        """Save a question no more. Raises UsageError when there is no such one."""
        with self._engine.begin() as connection:
            if not connection.execute(delete(WATCHES).where(_W.id == watch_id)).rowcount:
                raise UsageError(f"There is no standing answer {watch_id!r}; see `pincite watch list`.")

    def seen(self, change: Change) -> None:
        """The owner has been told: from now on the new answer is what they know."""
        known = {"answer": change.new.model_dump_json(), "seen": datetime.now(UTC).isoformat(timespec="milliseconds")}
        with self._engine.begin() as connection:
            connection.execute(update(WATCHES).where(_W.id == change.watch.id).values(known))

    def changes(
        self, assistant: Asks, seen_by: Callable[[Readers], Versions], among: Iterable[Watch] | None = None
    ) -> Iterator[Change]:
        """The standing answers that rest on words that are gone, or that would be answered otherwise today.

        Both as far as their readers may see the sources, which is what ``seen_by`` gives. ``among`` are those to look
        at; without it, all. Whoever tells an owner says so with ``seen``; until then the change is found again.
        """
        for watch in self.all() if among is None else among:
            versions = seen_by(watch.question.readers)
            lost = tuple(check for check in verify(watch.answer, versions) if not check.holds)
            change = Change(watch, _asked_again(assistant, watch.question, versions), lost)
            if lost or change.differs:
                yield change

    def _found(self, *where: ColumnElement[bool]) -> Iterator[Watch]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(WATCHES).where(*where).order_by(_W.since, _W.id)).all()
        for row in rows:
            asked, given = Question.model_validate_json(row.question), Answer.model_validate_json(row.answer)
            yield Watch(row.id, row.owner, row.place, asked, given, row.since, row.seen)


def as_saved(question: Question) -> Question:
    """A question as it is saved: whoever asked it, and wherever."""
    return question.model_copy(update={"who": "", "place": ""})


def _asked_again(assistant: Asks, question: Question, versions: Versions) -> Answer:
    """The answer of today; that there is none where a document that was asked about is gone."""
    try:
        return assistant.ask(question)
    except UsageError as error:
        if all(versions.current_version(doc_id) is not None for doc_id in question.scope):
            raise
        return Answer(
            id=uuid.uuid4().hex,
            question=question.question,
            status=Status.NOT_FOUND,
            answer=str(error),
            confidence=0.0,
            reason=str(error),
        )


def _substance(answer: Answer) -> object:
    """What an answer says, whatever its wording, its name and the places that it cites."""
    quotes = frozenset((citation.doc_id, citation.quote) for citation in answer.citations)
    values = frozenset(version.value for each in answer.disagreements for version in each.versions)
    return answer.status, answer.short_answer, quotes, values
