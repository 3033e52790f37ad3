"""The tables of the log, and what keeps their rows as they are."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, MetaData, String, Table, event
from sqlalchemy.schema import DDL

TABLES = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
ANSWERS = Table(
    "answers",
    TABLES,
    Column("n", _NUMBER, primary_key=True),
    Column("id", String, nullable=False),
    *(Column(name, String, nullable=False) for name in ("at", "who", "place", "index_state")),
    *(Column(name, String, nullable=False) for name in ("question", "status", "answer")),
    Column("readers", String, nullable=False, server_default="[]"),
    sqlite_autoincrement=True,
)
FEEDBACK = Table(
    "feedback",
    TABLES,
    Column("n", _NUMBER, primary_key=True),
    Column("id", String, nullable=False),
    *(Column(name, String, nullable=False) for name in ("at", "who", "kind", "note")),
    sqlite_autoincrement=True,
)
Index("answers_id", ANSWERS.c.id)
Index("answers_readers", ANSWERS.c.readers)
Index("feedback_id", FEEDBACK.c.id)
# One row: what is older than this may be deleted.
RETENTION = Table(
    "retention",
    TABLES,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("kept_from", String, nullable=False),
)
# Gives the deleted rows' place back, and with it what stood there.
VACUUM = {"sqlite": "VACUUM", "postgresql": "VACUUM (FULL) answers, feedback"}

for _dialect in VACUUM:
    for _statement in files("retrieval").joinpath(f"log.{_dialect}.sql").read_text().split("\n\n"):
        _done = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(TABLES, "after_create", _done)
