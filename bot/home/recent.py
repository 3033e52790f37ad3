"""What somebody asked lately, and nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from bot.tables import given
from retrieval.answer import Answer, Question
from retrieval.database import reading


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer; ``ts`` is the message that asked, empty where none did."""

    channel: str
    ts: str
    question: str
    answer: Answer


def asked_by(engine: Engine, team: str, who: str, most: int) -> list[Asked]:
    """The last questions of one person, the latest first; of an edited one the last answer."""
    mine = select(given).where(given.c.team == team, given.c.who == who, ~given.c.unasked)
    with reading(engine) as connection:
        rows = connection.execute(mine.order_by(given.c.at.desc()).limit(most * 2)).all()
    found: dict[tuple[str, str], Asked] = {}
    for row in rows:
        question = Question.model_validate_json(row.question).question
        asked = Asked(row.channel, row.question_ts, question, Answer.model_validate_json(row.answer))
        found.setdefault((row.channel, row.question_ts or row.id), asked)
    return list(found.values())[:most]
