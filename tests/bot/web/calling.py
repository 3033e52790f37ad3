"""Calling the bot over HTTP as Slack does."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from bot.local.events import MENTIONS_AND_DIRECT, events_for
from bot.local.model import Channel, User
from bot.local.workspace import Workspace
from bot.web.server import EVENTS

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
Body = dict[str, Any]


class Caller:
    """Sends signed requests to the bot on a port of this machine."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def post(self, text: str, headers: dict[str, str]) -> httpx.Response:
        """Send any text with any headers."""
        return httpx.post(
            f"{self.address}{EVENTS}",
            content=text.encode(),
            headers=httpx.Headers(headers, encoding="utf-8"),
            timeout=30,
        )

    def event(self, body: Body, **changes: str) -> httpx.Response:
        """Send the body of an event."""
        text = json.dumps(body)
        return self.post(text, signed(text) | {"Content-Type": "application/json"} | changes)

    def command(self, body: Body) -> httpx.Response:
        """Send a slash command."""
        text = urlencode(body)
        return self.post(text, signed(text) | {"Content-Type": "application/x-www-form-urlencoded"})


def signed(text: str, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers that Slack signs a request with."""
    stamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=text)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}


def said(workspace: Workspace, channel: Channel, user: User, text: str) -> tuple[str, Body]:
    """Let somebody say something; gives its ts and the event for the app."""
    message = workspace.post(user, channel.id, text)
    return message.ts, next(events_for(workspace, "posted", message, MENTIONS_AND_DIRECT))
