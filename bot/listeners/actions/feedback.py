"""Somebody says whether an answer helped, and if not, why."""

from __future__ import annotations

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.buttons import FEEDBACK, GOOD
from bot.desk import FORGOTTEN, Desk
from bot.feedback import Opinion, Verdict
from bot.listeners.actions.pressed import Body, value, who
from bot.modals.parts import sentence
from bot.modals.reasons import CALLBACK, opinion, reasons_modal


def register(app: App, desk: Desk) -> None:
    """Listen for the two thumbs, and for the reasons that the second asks for."""

    def store(ack: Ack, body: Body) -> None:
        answer_id, _, thumb = value(body).rpartition(":")
        verdict = Verdict.HELPFUL if thumb == GOOD else Verdict.BAD
        desk.opinions.add(Opinion(answer_id, who(body), verdict))
        ack()

    def ask_why(body: Body, client: WebClient) -> None:
        answer_id, _, thumb = value(body).rpartition(":")
        if thumb != GOOD:
            turn = desk.transcript.find(answer_id)
            client.views_open(trigger_id=body["trigger_id"], view=reasons_modal(turn) if turn else sentence(FORGOTTEN))

    def store_reason(ack: Ack, body: Body) -> None:
        desk.opinions.add(opinion(body["view"], who(body)))
        ack()

    app.action(FEEDBACK)(ack=store, lazy=[ask_why])
    app.view(CALLBACK)(store_reason)
