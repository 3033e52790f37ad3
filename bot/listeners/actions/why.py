"""Somebody wants to know why an answer is as it is."""

from __future__ import annotations

import logging

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.buttons import WHY
from bot.desk import FORGOTTEN, Desk
from bot.listeners.actions.pressed import Body, value, who
from bot.modals.parts import sentence
from bot.modals.why import NO_RANKING, why_modal
from bot.transcript import Turn
from retrieval.audience import includes

logger = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Listen for "Why this answer?"."""

    def acknowledge(ack: Ack) -> None:
        ack()

    def show(body: Body, client: WebClient) -> None:
        turn = desk.transcript.find(value(body))
        if turn is None:
            client.views_open(trigger_id=body["trigger_id"], view=sentence(FORGOTTEN))
            return
        # Opened at once, for what was pressed may open something for three seconds only.
        opened = client.views_open(trigger_id=body["trigger_id"], view=why_modal(turn, None))
        client.views_update(view_id=opened["view"]["id"], view=why_modal(turn, _ranking(desk, turn, who(body))))

    app.action(WHY)(ack=acknowledge, lazy=[show])


def _ranking(desk: Desk, turn: Turn, presser: str) -> str:
    may_see_it = includes(desk.asking.of_one(turn.team, presser), turn.question.readers)
    if desk.holdings is None or not may_see_it:
        return NO_RANKING
    try:
        return desk.holdings.explain(turn.question)
    except Exception as error:
        logger.warning("the answer %s cannot be explained: %s", turn.answer.id, type(error).__name__)
        return NO_RANKING
