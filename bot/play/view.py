"""The workspace as the page gets it, in JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict

from bot.local.model import Channel, Json, Message, User
from bot.local.slack import LocalSlack
from bot.local.traffic import Exchange
from bot.local.views import View
from bot.play.answers import AnswerLog, question_ts
from bot.suggestions import suggestions
from retrieval.audience import EVERYONE
from retrieval.store import Store

_MENTION = re.compile(r"(?<!\w)@(\w+)")


def snapshot(slack: LocalSlack, log: AnswerLog, store: Store) -> Json:
    """Everything there is, for a page that has just been opened."""
    workspace = slack.workspace
    with workspace.changed:
        channels = [*workspace.channels.values()]
        messages = [each for channel in channels for each in workspace.messages(channel.id, ephemeral=True)]
        users = [*workspace.users.values()]
        views = {user.id: views_json(slack, user.id) for user in users if not user.bot_id}
    documents, passages = store.count()
    return {
        "type": "state",
        "me": slack.person.id,
        "bot": workspace.bot.id,
        "users": [user_json(user) for user in users],
        "channels": [channel_json(slack, channel) for channel in channels],
        "messages": [message_json(slack, message, log) for message in messages],
        "traffic": [traffic_json(exchange) for exchange in slack.traffic.so_far()],
        "documents": documents,
        "passages": passages,
        "suggestions": suggestions({doc_id for doc_id, _ in store.current_on((EVERYONE,))}),
        "views": views,
        "app": asdict(slack.app) | {"events": sorted(slack.app.events)},
    }


def user_json(user: User) -> Json:
    """Somebody in the workspace."""
    return {"id": user.id, "name": user.name.title(), "bot": bool(user.bot_id)}


def views_json(slack: LocalSlack, user: str) -> Json:
    """What somebody sees of the app: the modal on top and the Home tab, each if there is one."""
    views = slack.state.views
    return {
        "type": "views",
        "user": user,
        "modal": _shown(slack, views.modal(user)),
        "home": _shown(slack, views.home(user)),
    }


def channel_json(slack: LocalSlack, channel: Channel) -> Json:
    """A channel, or the direct messages with the bot and what the app suggests to say there."""
    return {
        "id": channel.id,
        "name": channel.name,
        "direct": channel.is_im,
        "archived": channel.is_archived,
        "members": sorted(channel.members),
        "suggested": slack.state.sessions.prompts.get(channel.id),
    }


def message_json(slack: LocalSlack, message: Message, log: AnswerLog) -> Json:
    """A message with the numbers of its citations, which the page makes into links to the source."""
    return {
        "type": "message",
        "channel": message.channel,
        "ts": message.ts,
        "root": message.root,
        "broadcast": message.broadcast,
        "user": message.user.id,
        "text": message.text,
        "blocks": message.blocks,
        "edited": message.edited,
        "gone": message.is_tombstone,
        "status": message.status,
        "working": slack.state.sessions.status.get((message.channel, message.ts)) == "processing",
        "only": message.visible_to,
        "streaming": message.stream is not None and message.stream.state == "open",
        "question": question_ts(message),
        "citations": {citation.n: citation.title for citation in log.citations(message.channel, message.ts)},
    }


def traffic_json(exchange: Exchange) -> Json:
    """A delivery or a call."""
    return {"type": "traffic", **asdict(exchange)}


def as_slack_sends(text: str, users: Mapping[str, User]) -> str:
    """What somebody typed, in the form in which Slack's own client sends it: escaped, names as mentions."""
    by_name = {user.name: user.id for user in users.values()}

    def mention(match: re.Match[str]) -> str:
        user = by_name.get(match[1].casefold())
        return f"<@{user}>" if user else match[0]

    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MENTION.sub(mention, escaped)


def _shown(slack: LocalSlack, view: View | None) -> Json | None:
    return None if view is None else view.as_json(slack.workspace.bot.bot_id)
