"""*Find the answer* in the menu of a message.

Only who chose it sees the answer, and can share it beneath the message. Who wrote the message has not asked the bot
anything, and who chose it has not seen yet what the bot would say: neither expects it to speak up for all to read.
"""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.front import Front
from bot.incoming import Incoming, plain_text
from bot.listeners.installed import team_of

CALLBACK = "find_the_answer"


def register(app: App, front: Front) -> None:
    """Listen for the shortcut. The question is stored before Slack is told that it came."""

    def take(ack: Ack, shortcut: dict[str, Any], context: BoltContext) -> None:
        front.inbox.ask(_question(shortcut, team_of(context), context.bot_user_id or ""))
        ack()

    app.message_shortcut(CALLBACK)(take)


def _question(shortcut: dict[str, Any], team: str, bot_user: str) -> Incoming:
    message = shortcut.get("message") or {}
    thread_ts = str(message.get("thread_ts") or "")
    return Incoming(
        team=team,
        channel=shortcut["channel"]["id"],
        ts=f"shortcut-{shortcut['trigger_id']}",
        thread_ts=thread_ts or str(shortcut.get("message_ts") or message.get("ts") or ""),
        text=plain_text(str(message.get("text") or ""), bot_user),
        who=shortcut["user"]["id"],
        response_url=shortcut["response_url"],
        # Slack hides what only one person sees in a thread that nobody has begun.
        shown_ts=thread_ts,
    )
