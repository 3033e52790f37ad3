"""Somebody wants to be told when an answer changes, or no more."""

from __future__ import annotations

from slack_bolt import Ack, App, Respond
from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.buttons import KEEP, plain
from bot.desk import FORGOTTEN, Desk
from bot.listeners.actions.pressed import Body, thread, value, who
from bot.message import Message, notice
from bot.standing import Standing

DROP = "keep_no_more"
KEPT = "I will tell you in this thread when the sources change this answer."
KEPT_ALONE = "I will write to you when the sources change this answer."
DROPPED = "This answer is no longer kept up to date."


def register(app: App, desk: Desk) -> None:
    """Listen for "Keep this answer up to date" and for its end."""
    standing = desk.standing
    if standing is None:
        return

    def acknowledge(ack: Ack) -> None:
        ack()

    def keep(body: Body, respond: Respond) -> None:
        said = _kept(desk, standing, body)
        # Not by posting: an answer for one person may stand where the bot is no member.
        respond(
            text=said.text,
            blocks=list(said.blocks),
            response_type="ephemeral",
            replace_original=False,
            thread_ts=thread(body) or None,
        )

    def drop(body: Body, respond: Respond) -> None:
        standing.drop(value(body), who(body))
        respond(text=DROPPED, replace_original=True)

    app.action(KEEP)(ack=acknowledge, lazy=[keep])
    app.action(DROP)(ack=acknowledge, lazy=[drop])


def _kept(desk: Desk, standing: Standing, body: Body) -> Message:
    turn = desk.transcript.find(value(body))
    if turn is None:
        return notice(FORGOTTEN)
    watch = standing.keep(turn, who(body))
    end = ButtonElement(action_id=DROP, text=plain("Stop that"), value=watch.id)
    return notice(KEPT if turn.open_thread else KEPT_ALONE, (ActionsBlock(elements=[end]).to_dict(),))
