"""Making one whole answer of what a broken stream has left in a thread."""

from __future__ import annotations

import contextlib

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.claims import Claim
from bot.clients import NO_CONNECTION
from bot.message import Message
from bot.parts import Parts
from bot.posting import WITHDRAWN, Poster

REPLACED = "The whole answer stands in another message of this thread."


class Mender:
    """Finds the unfinished messages of an answer, and puts the answer in their place."""

    def __init__(self, poster: Poster, sender: WebClient, parts: Parts) -> None:
        self._poster = poster
        self._sender = sender
        self._parts = parts

    def leftovers(self, claim: Claim) -> list[str]:
        """The messages that a stream has written for a claim, the first first. Raises SQLAlchemyError."""
        known = self._parts.of(claim)
        if not known:
            return []
        found = [ts for ts in known if ts]
        if len(found) < len(known):
            # It died between Slack's taking the message and noting where: that message carries no mark.
            found += [ts for ts in self._poster.unmarked(claim) if ts not in found]
        return sorted(found)

    def mend(self, claim: Claim, message: Message) -> str:
        """Put the whole answer in the place of what is there; gives its ts. Raises as ``Poster.post``."""
        left = self.leftovers(claim)
        for ts in left:
            # While it streams a message cannot be changed. Mostly it does no more, and Slack says so.
            with contextlib.suppress(SlackApiError, *NO_CONNECTION):
                self._sender.chat_stopStream(channel=claim.channel, ts=ts)
        posted = self._poster.revise(claim, left[0], message) if left else self._poster.post(claim, message)
        self.erase_others(claim, posted, left)
        return posted

    def erase_others(self, claim: Claim, posted: str | None, left: list[str] | None = None) -> None:
        """Take away every message of an answer but the one at ``posted``."""
        for ts in self.leftovers(claim) if left is None else left:
            if ts != posted:
                self._poster.withdraw(claim, ts, REPLACED if posted else WITHDRAWN)
        self._parts.forget(claim)

    def abandon(self, claim: Claim) -> None:
        """Take away all that a stream has written, because nobody asks for it any more."""
        for ts in self.leftovers(claim):
            with contextlib.suppress(SlackApiError, *NO_CONNECTION):
                self._sender.chat_stopStream(channel=claim.channel, ts=ts)
        self.erase_others(claim, None)
