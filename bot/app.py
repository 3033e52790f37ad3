"""The Bolt app: what it listens to."""

from __future__ import annotations

import logging
import re

from slack_bolt import App
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped

from bot.desk import Desk
from bot.front import Front
from bot.listeners import actions, app_mention, channel, command, home, message, private, session, settings, shortcut

_CODE = re.compile(r"with code: \S+")


def listen(app: App, front: Front, desk: Desk) -> None:
    """Listen to all that people do."""
    app_mention.register(app, front.inbox)
    message.register(app, front.inbox)
    for entrance in (channel, command, home, private, session, shortcut):
        entrance.register(app, front)
    settings.register(app, front, desk.asking)
    actions.register(app, desk)


def keep_quiet() -> None:
    """Keep out of the log what is no news there, and what is nobody's business."""
    logging.getLogger("slack_bolt.App").addFilter(_is_news)
    logging.getLogger("slack_bolt.RequestVerification").addFilter(_is_serious)
    logging.getLogger("slack_bolt.oauth.oauth_flow").addFilter(_without_code)


def _is_news(record: logging.LogRecord) -> bool:
    # Bolt reads SLACK_BOT_TOKEN by itself and warns that the client has a token too. It is the same one.
    return record.msg != warning_client_prioritized_and_token_skipped()


def _is_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING  # below that it repeats the body of a request that nobody has signed


def _without_code(record: logging.LogRecord) -> bool:
    record.msg = _CODE.sub("with a code", str(record.msg))
    return True
