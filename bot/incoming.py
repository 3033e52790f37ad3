"""Which Slack events are questions, and what they ask in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# A message with a file and a reply that is also sent to the channel are still something a person said;
# every other subtype reports a change (edited, deleted, joined, ...) or comes from an integration.
_SAID_BY_A_PERSON = frozenset({None, "file_share", "thread_broadcast"})
_MARKUP = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of ``who`` that wants an answer, which goes to ``thread_ts``; ``text`` may be empty.

    With a ``response_url`` the answer goes there, for the asker's eyes only, into the thread ``shown_ts`` if there is
    one; ``thread_ts`` is then where it would be shared. Nobody asked the bot itself what is ``unprompted``.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    text: str
    who: str = ""
    response_url: str = ""
    shown_ts: str = ""
    unprompted: bool = False


def read_event(team: str, event: Mapping[str, Any], bot_user: str) -> Incoming | None:
    """Return the question in a Slack event, or None when nobody asked the bot anything."""
    if event.get("type") == "message" and event.get("channel_type") != "im":
        return None  # in channels a mention arrives as an event of its own
    return _said(team, event, bot_user)


def read_remark(team: str, event: Mapping[str, Any], bot_user: str) -> Incoming | None:
    """Return what somebody says in a thread of a channel without mentioning the bot, or None when it is no such."""
    if event.get("type") != "message" or event.get("channel_type") == "im" or not event.get("thread_ts"):
        return None
    if bot_user in mentioned(event):
        return None
    return _said(team, event, bot_user)


def mentioned(event: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the people whom a message names."""
    found = _MARKUP.finditer(str(event.get("text") or ""))
    return frozenset(match["target"] for match in found if match["kind"] == "@")


def _said(team: str, event: Mapping[str, Any], bot_user: str) -> Incoming | None:
    if event.get("bot_id") or event.get("subtype") not in _SAID_BY_A_PERSON:
        return None
    channel, ts = event.get("channel"), event.get("ts")
    if not team or not channel or not ts:
        return None
    text = plain_text(event.get("text") or "", bot_user)
    thread_ts, who = event.get("thread_ts") or ts, str(event.get("user") or "")
    return Incoming(team=team, channel=channel, ts=ts, thread_ts=thread_ts, text=text, who=who)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a message: its new ``text``, or None when it was deleted. ``at`` is the ts of the change."""

    team: str
    channel: str
    ts: str
    at: str
    text: str | None


def read_change(team: str, event: Mapping[str, Any], bot_user: str) -> Change | None:
    """Return the edit or the deletion that a Slack event reports, or None when it reports neither."""
    channel, at, subtype = str(event.get("channel") or ""), str(event.get("ts") or ""), event.get("subtype")
    if not team or not channel or not at or event.get("type") != "message":
        return None
    if subtype == "message_deleted":
        return Change(team, channel, str(event.get("deleted_ts")), at, None)
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    if subtype != "message_changed" or not message.get("ts"):
        return None
    if message.get("subtype") == "tombstone":  # what stays of a deleted message that has replies
        return Change(team, channel, message["ts"], at, None)
    if message.get("text") == before.get("text"):
        return None  # a preview of a link was added, or somebody replied
    return Change(team, channel, message["ts"], at, plain_text(message.get("text") or "", bot_user))


def plain_text(text: str, bot_user: str) -> str:
    """Turn Slack's markup into what the asker saw, without the mention of the bot itself."""

    def shown(match: re.Match[str]) -> str:
        kind, target, label = match["kind"], match["target"], match["label"]
        if kind == "@" and target == bot_user:
            return " "
        if label:
            return label if kind in {"", "!"} else kind + label
        return ("@" if kind == "!" else kind) + target

    bare = _MARKUP.sub(shown, text)
    # The ampersand comes last, or "&amp;lt;" would be unescaped twice.
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
