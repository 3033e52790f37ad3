"""Saying something to one person through the response address that came with what they did."""

from __future__ import annotations

import logging
import threading
from typing import Any

from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.clients import NO_CONNECTION
from bot.message import Message
from bot.posting import Stopped, doubling

logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 15


class Refused(Exception):
    """Slack takes nothing at this address: it is more than half an hour old, or was used five times."""


class Whisperer:
    """Answers for one person. After a lost reply it says the same again: Slack shows nobody what is there already."""

    def __init__(self, stopping: threading.Event, retry_seconds: float) -> None:
        self._stopping = stopping
        self._retry_seconds = retry_seconds

    def say(self, url: str, message: Message, thread_ts: str = "") -> None:
        """Show a message to whom the address belongs. Raises Refused, Stopped when the bot shuts down first."""
        body: dict[str, Any] = {"response_type": "ephemeral", "replace_original": False, "text": message.text}
        body |= {"blocks": list(message.blocks), "unfurl_links": False, "unfurl_media": False}
        self._persist(url, {**body, "thread_ts": thread_ts} if thread_ts else body)

    def remove(self, url: str) -> None:
        """Take away what was pressed. Raises as ``say``."""
        self._persist(url, {"delete_original": True})

    def _persist(self, url: str, body: dict[str, Any]) -> None:
        for wait in doubling(self._retry_seconds):
            response = _send(url, body)
            if response is not None and response.status_code == 200:
                return
            if response is not None and response.status_code < 500 and response.status_code != 429:
                raise Refused(f"HTTP {response.status_code}")
            wait = max(wait, _retry_after(response))
            logger.warning("a private answer could not be delivered, trying again in %.0f s", wait)
            if self._stopping.wait(wait):
                raise Stopped
        raise AssertionError("the waits never end")


def _send(url: str, body: dict[str, Any]) -> WebhookResponse | None:
    try:
        return WebhookClient(url, timeout=_TIMEOUT_SECONDS, retry_handlers=[]).send_dict(body)
    except NO_CONNECTION:
        return None


def _retry_after(response: WebhookResponse | None) -> float:
    headers = {name.lower(): value for name, value in (response.headers if response else {}).items()}
    value = str(headers.get("retry-after", ""))
    return float(value) if value.isdigit() else 0.0
