"""What only one person sees in the local Slack."""

from __future__ import annotations

from typing import Any

from bot.local.model import Channel, Message, User
from bot.local.slack import LocalSlack


def whispers(slack: LocalSlack, channel: Channel, user: User | None = None) -> list[Message]:
    """What the bot has said to one person alone in a channel."""
    seen = (user or slack.person).id
    return [message for message in slack.workspace.messages(channel.id, ephemeral=True) if message.visible_to == seen]


def said(slack: LocalSlack, channel: Channel) -> list[Message]:
    """What the bot has said in a channel for all to read."""
    return [message for message in slack.workspace.messages(channel.id) if message.user == slack.workspace.bot]


def wait_for_whisper(slack: LocalSlack, channel: Channel, count: int = 1) -> Message:
    """Wait until the first person has been told so many things; return the last."""
    slack.wait_until(lambda: len(whispers(slack, channel)) >= count)
    return whispers(slack, channel)[-1]


def actions_of(message: Message) -> list[str]:
    """The ids of what can be pressed beneath a message."""
    elements: list[dict[str, Any]] = [each for block in message.blocks for each in block.get("elements") or []]
    return [each["action_id"] for each in elements if "action_id" in each]
