"""What the buttons of an answer need, in one thing to hand to their listeners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.buttons import Offers
from bot.channels.asking import Asking
from bot.escalation import Escalation
from bot.feedback import Opinions
from bot.holdings import Holdings
from bot.rules import Rules
from bot.standing import Standing
from bot.transcript import Transcript
from retrieval.verify import Versions

FORGOTTEN = "This answer is no longer kept; please ask again."


@dataclass(frozen=True, slots=True)
class Desk:
    """``holdings`` and ``standing`` are None where the bot is given only answers; ``wake`` says that there is mail."""

    transcript: Transcript
    opinions: Opinions
    escalation: Escalation
    rules: Rules
    asking: Asking
    holdings: Holdings | None
    standing: Standing | None
    wake: Callable[[], None]

    def withdraw(self, team: str, channel: str, question_ts: str) -> None:
        """Forget what was asked in a message that is deleted, what was answered, and that it is kept up to date."""
        if self.standing:
            self.standing.withdraw(self.transcript.to(team, channel, question_ts))
        self.transcript.withdraw(team, channel, question_ts)

    def versions(self, team: str, who: str) -> Versions | None:
        """The texts of the sources as far as this person may see them."""
        return self.holdings.versions(self.asking.of_one(team, who)) if self.holdings else None

    def offers(self, team: str, channel: str, *, alone: bool = False) -> Offers:
        """What answers in a channel offer; ``alone`` is for those that only the asker sees."""
        return Offers(
            keeping=self.standing is not None,
            person=self.escalation.is_offered(team, channel, alone=alone),
            feedback=self.rules.wants_feedback(team, channel),
        )
