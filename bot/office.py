"""What stands behind the answers: the bot's own stores, and the threads that write of their own accord."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from bot.channels.asking import Asking
from bot.channels.store import Channels
from bot.claims import Claims
from bot.courier import Courier
from bot.desk import Desk
from bot.errands import Errands
from bot.escalation import Escalation
from bot.feedback import Opinions
from bot.holdings import Holdings
from bot.outbox import Outbox
from bot.parts import Parts
from bot.rules import ChannelRules
from bot.settings import BotSettings
from bot.standing import Standing
from bot.talks import Talks
from bot.teams import Teams
from bot.transcript import Transcript
from bot.waiting import Waiting

_CLOSING_SECONDS = 2.0
_DAY_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Office:
    """The stores of one process, and its threads."""

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


def furnished(
    settings: BotSettings, engine: Engine, claims: Claims, teams: Teams, asking: Asking, holdings: Holdings | None
) -> Office:
    """The office over an open database."""
    transcript, outbox, channels = Transcript(engine), Outbox(engine), Channels(engine)
    courier, rules = Courier(teams, outbox, settings.retry_seconds), ChannelRules(channels, settings.escalate_to)
    desk = Desk(
        transcript=transcript,
        opinions=Opinions(engine),
        escalation=Escalation(outbox, rules, teams),
        rules=rules,
        asking=asking,
        holdings=holdings,
        standing=Standing(holdings, asking, transcript, outbox) if holdings else None,
        wake=courier.wake,
    )
    talks, parts, kept = Talks(engine), Parts(engine), settings.keep_days * _DAY_SECONDS
    errands = Errands(desk, outbox, settings.digest_channel, kept, (talks.forget_old, parts.forget_old))
    waiting = Waiting(claims, teams)
    return Office(desk, talks, parts, courier, errands, waiting, settings.look_seconds)
