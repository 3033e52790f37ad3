"""Asking a person what the sources do not answer: once, with the question and where it was asked."""

from __future__ import annotations

import re

from slack_sdk.errors import SlackApiError

from bot.clients import NO_CONNECTION
from bot.escape import clip, link, one_line
from bot.message import NOTIFICATION_CHARS, Message, context, notice, section
from bot.outbox import Outbox, Owed, Sequel
from bot.rules import Rules
from bot.teams import Teams
from bot.transcript import Turn
from retrieval.errors import PinciteError

TARGET = re.compile(r"[CGSUW][A-Z0-9]{2,}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_QUESTION_CHARS = 2000


class Escalation:
    """Puts questions before people."""

    def __init__(self, outbox: Outbox, rules: Rules, teams: Teams) -> None:
        self._outbox = outbox
        self._rules = rules
        self._teams = teams

    def is_offered(self, team: str, channel: str, *, alone: bool = False) -> bool:
        """Whether there is somebody to ask, whom a question from this channel, or from one person there, reaches."""
        target = self._rules.escalate_to(team, channel)
        # A user group cannot be written to, only named where its members read along.
        unread = alone or channel.startswith("D")
        return bool(TARGET.fullmatch(target)) and not (target.startswith("S") and unread)

    def ask(self, turn: Turn, presser: str) -> bool:
        """Put a question before whoever the channel names; False when that was done before, or nobody is named."""
        if not self.is_offered(turn.team, turn.channel, alone=not turn.question_ts):
            return False
        target = self._rules.escalate_to(turn.team, turn.channel)
        key = f"ask/{turn.answer.id}"
        if self._outbox.has(key):
            return False  # spares looking for the link
        message = _request(turn, target, turn.who or presser, self._permalink(turn))
        in_thread = bool(turn.open_thread) and not turn.channel.startswith("D")
        if in_thread and target.startswith(("S", "U", "W")):
            return self._outbox.put(Owed(key, turn.team, turn.channel, turn.thread_ts, message))
        # What was asked alone is confirmed to the asker alone.
        place = (turn.channel, turn.thread_ts) if turn.open_thread else (turn.who or presser, "")
        sequel = Sequel(*place, _told(target), _not_told(target))
        return self._outbox.put(Owed(key, turn.team, target, "", message, sequel))

    def _permalink(self, turn: Turn) -> str:
        if not turn.question_ts:
            return ""
        try:
            found = self._teams.of(turn.team).reader.chat_getPermalink(
                channel=turn.channel, message_ts=turn.question_ts
            )
        except (PinciteError, SlackApiError, *NO_CONNECTION):
            return ""  # the question itself is in the message
        return str(found.get("permalink") or "")


def _request(turn: Turn, target: str, asker: str, permalink: str) -> Message:
    question = clip(one_line(turn.question.question), _QUESTION_CHARS)
    who = _named(asker) if _PERSON.fullmatch(asker) else "Somebody"
    called = "" if target.startswith(("C", "G")) else f"{_named(target)}, can you help? "
    where = link(permalink, "where it was asked") if permalink else ""
    lines = ["The sources do not answer it.", *([f"See {where}."] if where else [])]
    blocks = (section(f"{called}{who} asks: “{question}”"), context(lines))
    return Message(
        text=clip(f"A question for you: {one_line(turn.question.question)}", NOTIFICATION_CHARS), blocks=blocks
    )


def _told(target: str) -> Message:
    said = section(f"I have asked {_named(target)}.")
    return Message(text="I have asked a person.", blocks=(said,))


def _not_told(target: str) -> Message:
    kind = "invite me to the channel" if target.startswith(("C", "G")) else "name another person"
    return notice(f"I could not reach whoever answers such questions here: {kind}, or ask somebody yourself.")


def _named(target: str) -> str:
    """A live mention. Only ids of Slack's own form get here."""
    if target.startswith("S"):
        return f"<!subteam^{target}>"
    return f"<#{target}>" if target.startswith(("C", "G")) else f"<@{target}>"
