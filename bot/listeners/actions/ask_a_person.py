"""Somebody wants a person to answer what the sources do not."""

from __future__ import annotations

from slack_bolt import Ack, App

from bot.buttons import ASK_A_PERSON
from bot.desk import Desk
from bot.listeners.actions.pressed import Body, value, who


def register(app: App, desk: Desk) -> None:
    """Listen for "Ask a person"."""

    def acknowledge(ack: Ack) -> None:
        ack()

    def ask(body: Body) -> None:
        turn = desk.transcript.find(value(body))
        if turn is not None and desk.escalation.ask(turn, who(body)):
            desk.wake()

    app.action(ASK_A_PERSON)(ack=acknowledge, lazy=[ask])
