"""What people think of answers: stored under the exact answer id, each word of it on its own.

It is kept here and not in the log of answers, which may be off and does not hold what it has forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, insert, select

from bot.tables import feedback
from retrieval.database import reading, storable


class Verdict(StrEnum):
    """What somebody says of an answer; ``BAD`` until they say why."""

    HELPFUL = "helpful"
    BAD = "bad"
    WRONG_SOURCE = "wrong"
    OUT_OF_DATE = "outdated"
    MISSING = "missing"
    UNCLEAR = "unclear"
    NOT_ALLOWED = "not_allowed"


REASONS = {
    Verdict.WRONG_SOURCE: "Wrong source",
    Verdict.OUT_OF_DATE: "Out of date",
    Verdict.MISSING: "Something is missing",
    Verdict.UNCLEAR: "Unclear",
    Verdict.NOT_ALLOWED: "Should not have been answered",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said of one answer; ``sentence`` is the number of the citation that they meant."""

    answer_id: str
    who: str
    verdict: Verdict
    sentence: int | None = None
    note: str = ""
    at: float = 0.0


class Opinions:
    """All that was said. Safe to use from many threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, opinion: Opinion) -> None:
        """Keep what somebody said; it is on the disk when this returns."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(feedback).values(
                    answer_id=opinion.answer_id,
                    who=opinion.who,
                    verdict=opinion.verdict.value,
                    sentence=opinion.sentence,
                    note=storable(opinion.note),
                    at=opinion.at or time.time(),
                )
            )

    def last(self) -> Iterator[Opinion]:
        """The last that each person said of each answer, in the order in which it was said."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(feedback).order_by(feedback.c.n)).mappings().all()
        latest: dict[tuple[str, str], Opinion] = {}
        for row in rows:
            told = Opinion(
                row["answer_id"], row["who"], Verdict(row["verdict"]), row["sentence"], row["note"], row["at"]
            )
            latest.pop((told.answer_id, told.who), None)
            latest[told.answer_id, told.who] = told
        yield from latest.values()
