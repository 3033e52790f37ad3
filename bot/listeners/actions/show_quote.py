"""Somebody wants to see a quote in its surroundings."""

from __future__ import annotations

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.buttons import SHOW_QUOTE, named
from bot.desk import FORGOTTEN, Desk
from bot.listeners.actions.pressed import Body, value, who
from bot.modals.parts import sentence
from bot.modals.quote import quote_modal
from bot.surroundings import standing, surroundings


def register(app: App, desk: Desk) -> None:
    """Listen for "Show quote"."""

    def acknowledge(ack: Ack) -> None:
        ack()

    def show(body: Body, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=_view(desk, value(body), who(body)))

    app.action(SHOW_QUOTE)(ack=acknowledge, lazy=[show])


def _view(desk: Desk, pressed: str, presser: str) -> View:
    answer_id, n = named(pressed)
    if (turn := desk.transcript.find(answer_id)) is None:
        return sentence(FORGOTTEN)
    sources = (*turn.answer.citations, *turn.answer.nearest)
    citation = next((each for each in sources if each.n == n), None)
    if citation is None:
        return sentence(f"This answer has no source {n}.")
    versions = desk.versions(turn.team, presser)
    return quote_modal(citation, surroundings(citation, versions), standing(citation, turn.answer, versions))
