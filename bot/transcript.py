"""What was asked and answered in each thread: what buttons, follow-ups and "what does [2] say?" go back to.

The log of answers (``PINCITE_LOG``) may be off and is the operator's; this is the bot's own and is kept for as long as
``SLACK_KEEP_DAYS`` says.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, delete, insert, select

from bot.tables import feedback, given
from retrieval.answer import Answer, Question
from retrieval.database import reading

_TURNS = 6  # of a thread that a question may lean on


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer and where they stand; ``at`` is in seconds since 1970, 0 for now.

    ``unasked`` is an answer that was given again because its sources changed.
    """

    team: str
    channel: str
    thread_ts: str
    question_ts: str
    who: str
    question: Question
    answer: Answer
    at: float = 0.0
    unasked: bool = False

    @property
    def open_thread(self) -> str:
        """The thread whose readers saw the question asked; empty where only the asker did."""
        return self.thread_ts if self.question_ts else ""


class Transcript:
    """The turns of one workspace or more. Safe to use from many threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, turn: Turn) -> None:
        """Keep a turn; to be called before its answer is shown, whose buttons lead back here."""
        place = {"team": turn.team, "channel": turn.channel, "thread_ts": turn.thread_ts, "who": turn.who}
        with self._engine.begin() as connection:
            connection.execute(delete(given).where(given.c.id == turn.answer.id))
            connection.execute(
                insert(given).values(
                    id=turn.answer.id,
                    question_ts=turn.question_ts,
                    question=turn.question.model_dump_json(),
                    answer=turn.answer.model_dump_json(),
                    at=turn.at or time.time(),
                    unasked=turn.unasked,
                    **place,
                )
            )

    def find(self, answer_id: str) -> Turn | None:
        """The turn with this answer, None when it is no longer kept."""
        return next(self._turns(select(given).where(given.c.id == answer_id)), None)

    def thread(self, team: str, channel: str, thread_ts: str, before: str) -> list[Turn]:
        """The last turns of a thread before a message, oldest first; of an edited question the last answer."""
        here = (given.c.team == team, given.c.channel == channel, given.c.thread_ts == thread_ts)
        found = select(given).where(*here, given.c.question_ts < before, given.c.question_ts != "")
        latest = {turn.question_ts: turn for turn in self._turns(found.order_by(given.c.question_ts, given.c.at))}
        return [*latest.values()][-_TURNS:]

    def since(self, moment: float) -> Iterator[Turn]:
        """Every turn since then that somebody asked for, oldest first; of an edited question the last answer."""
        latest: dict[tuple[str, str, str], Turn] = {}
        for turn in self._turns(select(given).where(given.c.at >= moment, ~given.c.unasked).order_by(given.c.at)):
            name = (turn.team, turn.channel, turn.question_ts or turn.answer.id)
            latest[name] = turn
        yield from latest.values()

    def to(self, team: str, channel: str, question_ts: str) -> list[Turn]:
        """The turns that a message began: one, and another for each time that it was edited."""
        return list(self._turns(select(given).where(*_of(team, channel, question_ts)).order_by(given.c.at)))

    def withdraw(self, team: str, channel: str, question_ts: str) -> None:
        """Forget what was asked in a message that is deleted, and what was answered and said of that."""
        self._forget(select(given.c.id).where(*_of(team, channel, question_ts)))

    def forget(self, seconds: float) -> None:
        """Drop turns older than that, with what was said of them."""
        self._forget(select(given.c.id).where(given.c.at < time.time() - seconds))

    def _forget(self, ids: Select[Any]) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.answer_id.in_(ids)))
            connection.execute(delete(given).where(given.c.id.in_(ids)))

    def _turns(self, query: Select[Any]) -> Iterator[Turn]:
        with reading(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        for row in rows:
            yield Turn(
                team=row["team"],
                channel=row["channel"],
                thread_ts=row["thread_ts"],
                question_ts=row["question_ts"],
                who=row["who"],
                question=Question.model_validate_json(row["question"]),
                answer=Answer.model_validate_json(row["answer"]),
                at=row["at"],
                unasked=row["unasked"],
            )


def _of(team: str, channel: str, question_ts: str) -> tuple[ColumnElement[bool], ...]:
    return given.c.team == team, given.c.channel == channel, given.c.question_ts == question_ts
