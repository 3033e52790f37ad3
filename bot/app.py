"""The Bolt app: what it listens to."""

from __future__ import annotations

import logging

from slack_bolt import App
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped

from bot.front import Front
from bot.listeners import app_mention, channel, command, home, message, private, session, settings, shortcut


def listen(app: App, front: Front) -> None:
    """Listen to all that people do."""
    app_mention.register(app, front.inbox)
    message.register(app, front.inbox)
    for entrance in (channel, command, home, private, session, settings, shortcut):
        entrance.register(app, front)


def keep_quiet() -> None:
    """Keep out of the log what is no news there."""
    logging.getLogger("slack_bolt.App").addFilter(_is_news)
    # It repeats the body of a request that nobody has signed.
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)


def _is_news(record: logging.LogRecord) -> bool:
    # Bolt reads SLACK_BOT_TOKEN by itself and warns that the client has a token too. It is the same one.
    return record.msg != warning_client_prioritized_and_token_skipped()
