"""The settings of all channels, kept by the channel's id so that a new name changes nothing."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

from sqlalchemy import Boolean, Column, Engine, Float, Row, Table, Text, delete, insert, select

from bot.channels.settings import ChannelSettings
from bot.tables import TABLES
from retrieval.database import reading

_channels = Table(
    "channels",
    TABLES,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("documents", Text, nullable=False),
    Column("askers", Text, nullable=False),
    Column("escalation", Text, nullable=False),
    Column("unprompted", Boolean, nullable=False),
    Column("follow_ups", Boolean, nullable=False),
    Column("feedback", Boolean, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", Float, nullable=False),
)
_LISTS = ("documents", "askers")
_DEFAULT = ChannelSettings()


class Channels:
    """Reads and changes the settings of channels. Safe to use from many threads and processes.

    It is read anew for each question: another process may have changed it. Raises SQLAlchemyError.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, team: str, channel: str) -> ChannelSettings:
        """What holds in a channel; the defaults where nobody has set anything."""
        where = (_channels.c.team == team) & (_channels.c.channel == channel)
        with reading(self._engine) as connection:
            row = connection.execute(select(_channels).where(where)).one_or_none()
        return _DEFAULT if row is None else _settings(row)

    def escalate_to(self, team: str, channel: str) -> str:
        """The id of the person, user group or channel to turn to when the sources are silent; empty without one."""
        return self.of(team, channel).escalation

    def wants_feedback(self, team: str, channel: str) -> bool:
        """Whether answers there can be rated."""
        return self.of(team, channel).feedback

    def wants_follow_ups(self, team: str, channel: str) -> bool:
        """Whether a question in a thread with the bot needs no mention of it."""
        return self.of(team, channel).follow_ups

    def change(self, team: str, channel: str, settings: ChannelSettings, by: str) -> None:
        """Let this hold in a channel from now on; ``by`` is who decided so."""
        values: dict[str, Any] = asdict(settings)
        values |= {name: json.dumps(values[name]) for name in _LISTS}
        where = (_channels.c.team == team) & (_channels.c.channel == channel)
        with self._engine.begin() as connection:
            # Not every database has one statement that inserts or updates in the same words.
            connection.execute(delete(_channels).where(where))
            connection.execute(
                insert(_channels).values(team=team, channel=channel, changed_by=by, changed_at=time.time(), **values)
            )


def _settings(row: Row[Any]) -> ChannelSettings:
    lists = {name: tuple(json.loads(getattr(row, name))) for name in _LISTS}
    return ChannelSettings(
        **lists,
        escalation=row.escalation,
        unprompted=row.unprompted,
        follow_ups=row.follow_ups,
        feedback=row.feedback,
    )
