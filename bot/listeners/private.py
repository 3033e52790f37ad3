"""The buttons of an answer that only one person sees."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.front import Front
from bot.listeners.installed import team_of
from bot.private.answering import DISMISS, SHARE
from bot.private.sharing import share_request
from bot.transcript import Transcript


def register(app: App, front: Front) -> None:
    """Listen for both. The wish to share is stored before Slack is told that it came."""
    transcript = Transcript(front.engine)

    def share(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        answer_id, channel = str(action.get("value") or ""), str((body.get("channel") or {}).get("id") or "")
        turn = transcript.find(answer_id)
        thread_ts = turn.thread_ts if turn else ""
        team, user = team_of(context), str(body["user"]["id"])
        front.inbox.ask(share_request(team, channel, user, answer_id, thread_ts, str(body.get("response_url") or "")))
        ack()

    def dismiss(respond: Respond) -> None:
        respond(delete_original=True)

    app.action(SHARE)(share)
    app.action(DISMISS)(ack=at_once, lazy=[dismiss])


def at_once(ack: Ack) -> None:
    """Acknowledge; the work is done elsewhere."""
    ack()
