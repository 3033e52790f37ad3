"""``/pincite``: a question, answered for the asker's eyes; ``help``; or the settings of the channel."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.channels.opening import open_settings
from bot.front import Front
from bot.incoming import Incoming, plain_text
from bot.listeners.installed import team_of

COMMAND = "/pincite"
HELP = (
    "`/pincite question`: the answer, for your eyes only; you can share it with the channel.\n"
    "`/pincite settings`: what holds in this channel, for its maker and admins.\n"
    "You can also mention me, write to me directly, or choose *Find the answer* in the menu of any message."
)
_SETTINGS = "settings"
_HELP = frozenset({"", "help", "?"})


def register(app: App, front: Front) -> None:
    """Listen for the command. A question is stored before Slack is told that it came."""

    def take(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        text = plain_text(str(command.get("text") or ""), context.bot_user_id or "")
        if text.casefold() in _HELP:
            ack(text=HELP)
            return
        if text.casefold() != _SETTINGS:
            front.inbox.ask(_question(command, team_of(context), text))
        ack()

    def open_if_wanted(command: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if str(command.get("text") or "").strip().casefold() == _SETTINGS:
            channel, user = command["channel_id"], command["user_id"]
            open_settings(front, client, team_of(context), channel, user, command["trigger_id"])

    app.command(COMMAND)(ack=take, lazy=[open_if_wanted])


def _question(command: dict[str, Any], team: str, text: str) -> Incoming:
    # Every sending has a trigger of its own, which stays the same when it is delivered again.
    name = f"command-{command['trigger_id']}"
    thread_ts = str(command.get("thread_ts") or "")
    return Incoming(
        team=team,
        channel=command["channel_id"],
        ts=name,
        thread_ts=thread_ts,
        text=text,
        who=command["user_id"],
        response_url=command["response_url"],
        shown_ts=thread_ts,
    )
