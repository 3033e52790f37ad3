"""Helpers to ask in the local Slack and to see what came back."""

from __future__ import annotations

from bot.local.model import Message
from bot.local.slack import LocalSlack


def settle(slack: LocalSlack) -> None:
    """Ask one more question and wait for its answer: a channel's messages are answered in order of arrival."""
    for channel in (slack.general, slack.direct):
        ts = slack.say(channel, slack.person, f"{slack.mention} anything else?")
        slack.wait_for_reply(channel, ts)


def answers(slack: LocalSlack, ts: str) -> list[Message]:
    """What the bot has said in the thread of a message, in whichever channel that is."""
    return slack.replies(slack.general, ts) + slack.replies(slack.direct, ts)
