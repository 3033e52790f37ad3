"""The faults that the page offers, each with a sentence on what will happen."""

from __future__ import annotations

import asyncio

from bot.local.faults import Fault
from bot.local.slack import LocalSlack

_ANSWERING = "chat.postMessage"
_REPEATS = 2
_FAULTS = {
    "rate": (
        Fault(status=429, error="ratelimited", retry_after=3),
        "Armed: Slack refuses the next answer with 429. The bot has to wait three seconds.",
    ),
    "error": (Fault(status=500), "Armed: Slack fails with 500 when the next answer is posted."),
    "lost": (
        Fault(drop=True, after=True),
        "Armed: Slack takes the next answer, but the bot never hears of it and has to look.",
    ),
}


class Mischief:
    """Orders faults. Used in the loop of the local Slack's server."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._doubling = False

    async def order(self, kind: str) -> str | None:
        """Order one fault and say what will happen; None when there is no such fault."""
        if kind == "double":
            self._doubling = True
            return f"Armed: Slack delivers your next message {_REPEATS + 1} times."
        if kind == "socket":
            # Waits for the loop that this runs in, so it has to wait elsewhere.
            await asyncio.to_thread(self._slack.drop_sockets)
            return "Done: Slack has closed the socket. The bot opens a new one by itself."
        if kind not in _FAULTS:
            return None
        fault, sentence = _FAULTS[kind]
        self._slack.faults.add(_ANSWERING, fault)
        return sentence

    async def after(self, ts: str) -> None:
        """Deliver a message again if that was ordered."""
        if self._doubling:
            self._doubling = False
            await asyncio.to_thread(self._slack.redeliver, ts, _REPEATS)
