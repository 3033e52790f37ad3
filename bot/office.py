"""What stands behind the answers: the bot's own stores, and the threads that write of their own accord."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from bot.claims import Claims
from bot.clients import Identity, repeating_client, single_client
from bot.courier import Courier
from bot.database import open_database
from bot.desk import Desk
from bot.errands import Errands
from bot.escalation import Escalation
from bot.feedback import Opinions
from bot.library import Library
from bot.outbox import Outbox
from bot.parts import Parts
from bot.rules import Rules, SameEverywhere
from bot.settings import BotSettings
from bot.sight import Sight
from bot.standing import Standing
from bot.tables import TABLES
from bot.talks import Talks
from bot.transcript import Transcript
from bot.waiting import Waiting

_CLOSING_SECONDS = 2.0
_DAY_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Office:
    """The stores of one process, and its threads. ``close`` only what no thread uses any more."""

    engine: Engine
    desk: Desk
    talks: Talks
    parts: Parts
    courier: Courier
    errands: Errands
    waiting: Waiting
    look_seconds: float

    def start(self) -> None:
        """Begin to send and to look around."""
        self.courier.start()
        self.waiting.start()
        self.errands.start(self.look_seconds)

    def stop(self) -> None:
        """Stop; what is owed stays owed."""
        self.waiting.stop(_CLOSING_SECONDS)
        self.errands.stop(_CLOSING_SECONDS)
        self.courier.stop(_CLOSING_SECONDS)

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()


def open_office(
    settings: BotSettings,
    claims: Claims,
    identity: Identity,
    sight: Sight,
    library: Library | None,
    rules: Rules | None,
) -> Office:
    """Open the stores. Raises UsageError when the state file cannot be used."""
    engine = open_database(settings.place, TABLES)
    transcript, outbox, reader = Transcript(engine), Outbox(engine), repeating_client(settings)
    courier = Courier(single_client(settings), reader, identity, outbox, settings.retry_seconds)
    rules = rules or SameEverywhere(target=settings.escalate_to)
    desk = Desk(
        transcript=transcript,
        opinions=Opinions(engine),
        escalation=Escalation(outbox, rules, reader),
        rules=rules,
        sight=sight,
        library=library,
        standing=Standing(library, transcript, outbox) if library else None,
        wake=courier.wake,
    )
    errands = Errands(desk, outbox, settings.digest_channel, settings.keep_days * _DAY_SECONDS)
    waiting = Waiting(claims, single_client(settings))
    return Office(engine, desk, Talks(engine), Parts(engine), courier, errands, waiting, settings.look_seconds)
