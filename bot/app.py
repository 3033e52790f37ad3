"""The Bolt app: which events and actions it listens to."""

from __future__ import annotations

import logging

from slack_bolt import App
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_sdk import WebClient

from bot.desk import Desk
from bot.inbox import Inbox
from bot.listeners import actions, app_mention, message


def build_app(client: WebClient, inbox: Inbox, desk: Desk) -> App:
    """Build the app. ``client`` must hold a working bot token, which Bolt checks with Slack here."""
    # Listeners only store the event. Acknowledging after that, and not before, means that Slack delivers
    # again whatever a crash or a full disk kept from being stored.
    logging.getLogger("slack_bolt.App").addFilter(_is_news)
    app = App(client=client, process_before_response=True)
    app_mention.register(app, inbox)
    message.register(app, inbox)
    actions.register(app, desk)
    return app


def _is_news(record: logging.LogRecord) -> bool:
    # Bolt reads SLACK_BOT_TOKEN by itself and warns that the client has a token too. It is the same one.
    return record.msg != warning_client_prioritized_and_token_skipped()
