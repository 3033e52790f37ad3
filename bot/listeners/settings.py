"""The settings of a channel are sent off."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channels.asking import Asking
from bot.channels.modal import CALLBACK, changes, place_of, read_settings
from bot.channels.opening import ONLY_ADMINS
from bot.clients import NO_CONNECTION, error_code
from bot.front import Front
from bot.message import Message, section

logger = logging.getLogger(__name__)

_NEWS = "settings_news"


def register(app: App, front: Front, asking: Asking) -> None:
    """Listen for it. What is wrong stays in the modal; what has changed is told in the channel."""

    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        (team, channel), user = place_of(view), str(body["user"]["id"])
        if not front.may_change(team, channel, user):  # who could open it may have been an admin then
            ack(response_action="errors", errors={"documents": ONLY_ADMINS})
            return
        before = front.channels.of(team, channel)
        after, errors = read_settings(view, asking.documents(team, channel, user), before.documents)
        if after is None:
            ack(response_action="errors", errors=errors)
            return
        told = changes(before, after)
        if told:
            front.channels.change(team, channel, after, by=user)
        context[_NEWS] = "; ".join(told)
        ack()

    def tell(body: dict[str, Any], view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        if news := context.get(_NEWS):
            _, channel = place_of(view)
            _say(client, channel, f"<@{body['user']['id']}> has changed my settings in this channel: {news}.")

    app.view(CALLBACK)(ack=save, lazy=[tell])


def _say(client: WebClient, channel: str, line: str) -> None:
    message = Message(text="My settings in this channel have changed.", blocks=(section(line),))
    try:
        client.chat_postMessage(channel=channel, text=message.text, blocks=list(message.blocks))
    except SlackApiError as error:
        logger.warning("the change of settings cannot be told in %s: %s", channel, error_code(error))
    except NO_CONNECTION as error:
        logger.warning("the change of settings cannot be told in %s: %s", channel, type(error).__name__)
