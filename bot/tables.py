"""The tables of the bot's database, but for the claims: what was answered, what was thought of it, what is owed.

Everything is plain SQL that SQLite and PostgreSQL share. Times are seconds since 1970, ``ts`` is Slack's name for a
message: ten digits, a point and six, so that as text they sort in the order of time.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Table, Text, false

TABLES = MetaData()

# One row for each answer that was given, under the id that its buttons carry.
given = Table(
    "given",
    TABLES,
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread_ts", Text, nullable=False),  # empty where it was given outside a thread
    Column("question_ts", Text, nullable=False),  # empty where no message asked
    Column("who", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("unasked", Boolean, nullable=False, server_default=false()),  # given again, as its sources changed
    Index("given_thread", "channel", "thread_ts"),
)

feedback = Table(
    "feedback",
    TABLES,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("answer_id", Text, nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("sentence", Integer),  # the number of the citation that it is about
    Column("note", Text, nullable=False),
    Column("at", Float, nullable=False),
)

# Messages that the bot owes of its own accord; the key says what for, so that each is owed once.
outbox = Table(
    "outbox",
    TABLES,
    Column("key", Text, primary_key=True),
    Column("team", Text, nullable=False, server_default=""),
    Column("channel", Text, nullable=False),
    Column("thread_ts", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due", Float, nullable=False),
    Column("state", Text, nullable=False),  # waiting, sent, refused
    Column("at", Float, nullable=False),
)

# Who speaks with the bot in a thread, since which message, and whether somebody else has spoken there since.
talks = Table(
    "talks",
    TABLES,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("thread_ts", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("quiet", Text, nullable=False),  # the first message of somebody else since; empty while there is none
)

# The messages that an answer was streamed into; stored before a stream begins, with its ``ts`` as soon as it has one.
parts = Table(
    "parts",
    TABLES,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("question_ts", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("ts", Text, nullable=False),
    Column("at", Float, nullable=False),
)
