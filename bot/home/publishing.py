"""Putting together the Home tab of one person and showing it."""

from __future__ import annotations

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clients import NO_CONNECTION, error_code
from bot.front import Front
from bot.home.recent import Asked, asked_by
from bot.home.view import MOST, Shown, home_view
from retrieval.watches import Watch

logger = logging.getLogger(__name__)


def publish(front: Front, client: WebClient, team: str, user: str) -> None:
    """Show somebody their Home tab as things are now. Where Slack refuses, it is logged."""
    recent = [
        Shown(each.question, each.answer, _link(client, each)) for each in asked_by(front.engine, team, user, MOST)
    ]
    saved = [each for each in front.watches.all(user) if _is_of(each, team)] if front.watches else []
    freshness = front.corpus.freshness() if front.corpus else None
    view = home_view(recent, saved[::-1], freshness, settings=front.may_change(team, "", user))
    try:
        client.views_publish(user_id=user, view=view)
    except SlackApiError as error:
        logger.warning("the Home tab cannot be shown: %s", error_code(error))
    except NO_CONNECTION as error:
        logger.warning("the Home tab cannot be shown: %s", type(error).__name__)


def _is_of(watch: Watch, team: str) -> bool:
    """Whether it was saved in this workspace; two of them may know two people by one id."""
    kind, _, place = watch.place.partition(":")
    return kind != "slack" or place.partition(":")[0] == team


def _link(client: WebClient, asked: Asked) -> str:
    if not asked.ts:
        return ""
    try:
        return str(client.chat_getPermalink(channel=asked.channel, message_ts=asked.ts)["permalink"])
    except (SlackApiError, *NO_CONNECTION):
        return ""  # deleted meanwhile, or a channel that the bot has left
