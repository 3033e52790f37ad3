"""Opening the settings of a channel to whoever may change them; telling the others who may."""

from __future__ import annotations

import logging

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channels.modal import settings_view
from bot.clients import NO_CONNECTION, error_code
from bot.front import Front
from bot.message import section

logger = logging.getLogger(__name__)

ONLY_CHANNELS = "Settings belong to a channel: use `/pincite settings` there."
ONLY_ADMINS = "Only the admins of this workspace and whoever made the channel may change its settings."


def open_settings(front: Front, client: WebClient, team: str, channel: str, user: str, trigger_id: str) -> None:
    """Open the modal, or say in one that there is nothing to open. Where Slack refuses, it is logged."""
    if channel.startswith("D"):
        view = _refusal(ONLY_CHANNELS)
    elif not front.may_change(team, channel, user):
        view = _refusal(ONLY_ADMINS)
    else:
        view = settings_view(team, channel, front.channels.of(team, channel))
    try:
        client.views_open(trigger_id=trigger_id, view=view)
    except SlackApiError as error:
        logger.warning("the settings of %s cannot be shown: %s", channel, error_code(error))
    except NO_CONNECTION as error:
        logger.warning("the settings of %s cannot be shown: %s", channel, type(error).__name__)


def _refusal(sentence: str) -> dict[str, object]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Channel settings"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [section(sentence)],
    }
