"""One file for each thing that can be pressed. What must not be lost is stored before Slack is told of it."""

from __future__ import annotations

from slack_bolt import App

from bot.desk import Desk
from bot.listeners.actions import ask_a_person, feedback, keep_up_to_date, show_quote, why


def register(app: App, desk: Desk) -> None:
    """Listen for everything that can be pressed beneath an answer."""
    for each in (ask_a_person, feedback, keep_up_to_date, show_quote, why):
        each.register(app, desk)
