"""The workspace as the page gets it, in JSON."""

from __future__ import annotations

import re
from dataclasses import asdict

from bot.local.model import Channel, Json, Message
from bot.local.slack import LocalSlack
from bot.local.traffic import Exchange
from bot.play.answers import AnswerLog, question_ts
from bot.play.suggestions import suggestions
from retrieval.audience import EVERYONE
from retrieval.store import Store

_MENTION = re.compile(r"(?<!\w)@pincite\b", re.IGNORECASE)


def snapshot(slack: LocalSlack, log: AnswerLog, store: Store) -> Json:
    """Everything there is, for a page that has just been opened."""
    workspace = slack.workspace
    with workspace.changed:
        channels = [slack.general, slack.direct]
        messages = [each for channel in channels for each in workspace.messages(channel.id, ephemeral=True)]
        users = {user.id: user.name.title() for user in workspace.users.values()}
    documents, passages = store.count()
    return {
        "type": "state",
        "me": slack.person.id,
        "bot": workspace.bot.id,
        "users": users,
        "channels": [channel_json(channel) for channel in channels],
        "messages": [message_json(message, log) for message in messages],
        "traffic": [traffic_json(exchange) for exchange in slack.traffic.so_far()],
        "documents": documents,
        "passages": passages,
        "suggestions": suggestions({doc_id for doc_id, _ in store.current_on((EVERYONE,))}),
        "view": view_json(slack),
    }


def view_json(slack: LocalSlack) -> Json | None:
    """The modal on top, if one is open."""
    view = slack.modal()
    return None if view is None else view.as_json(slack.workspace.bot.bot_id)


def channel_json(channel: Channel) -> Json:
    """A channel, or the direct messages with the bot."""
    return {"id": channel.id, "name": channel.name, "direct": channel.is_im}


def message_json(message: Message, log: AnswerLog) -> Json:
    """A message with the numbers of its citations, which the page makes into links to the source."""
    return {
        "type": "message",
        "channel": message.channel,
        "ts": message.ts,
        "root": message.root,
        "user": message.user.id,
        "text": message.text,
        "blocks": message.blocks,
        "edited": message.edited,
        "status": message.status,
        "ephemeral": bool(message.visible_to),
        "streaming": message.stream is not None and message.stream.state == "open",
        "question": question_ts(message),
        "citations": {citation.n: citation.title for citation in log.citations(message.channel, message.ts)},
    }


def traffic_json(exchange: Exchange) -> Json:
    """A delivery or a call."""
    return {"type": "traffic", **asdict(exchange)}


def as_slack_sends(text: str, bot_id: str) -> str:
    """What somebody typed, in the form in which Slack's own client sends it: escaped, the bot's name as a mention."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MENTION.sub(f"<@{bot_id}>", escaped)
