"""The thread that sends what the bot owes, one message after the other, each until Slack has it or refuses it."""

from __future__ import annotations

import logging
import threading

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.clients import NO_CONNECTION, Identity, error_code, is_refusal, retry_after
from bot.outbox import Outbox, Owed

logger = logging.getLogger(__name__)

_EVENT_TYPE = "pincite_note"
_LOOK_SECONDS = 5.0  # for what another process left, or what is due again
_LONGEST_WAIT_SECONDS = 60.0
_PAGE = 200
_CLOCKS_DIFFER_SECONDS = 120.0


class Courier:
    """Sends. Like an answer each message carries a mark, by which it is found when a reply of Slack's was lost."""

    def __init__(
        self, sender: WebClient, reader: WebClient, identity: Identity, outbox: Outbox, retry_seconds: float
    ) -> None:
        """``sender`` must not repeat calls by itself; ``reader`` may."""
        self._sender = sender
        self._reader = reader
        self._identity = identity
        self._outbox = outbox
        self._retry_seconds = retry_seconds
        self._stopping = threading.Event()
        self._changed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="courier", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be something to send."""
        self._changed.set()

    def stop(self, seconds: float) -> None:
        """Stop, waiting for so long at most; what is not sent stays owed."""
        self._stopping.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._changed.clear()
            try:
                while not self._stopping.is_set() and (owed := self._outbox.take()) is not None:
                    self._deliver(owed)
            except SQLAlchemyError as error:
                logger.warning("the bot's database cannot be used, trying again: %s", type(error).__name__)
            self._changed.wait(min(_LOOK_SECONDS, self._retry_seconds))

    def _deliver(self, owed: Owed) -> None:
        wait = min(self._retry_seconds * 2**owed.tries, _LONGEST_WAIT_SECONDS)
        try:
            channel = self._channel(owed)
            if not (owed.tries and self._is_there(owed, channel)):
                self._send(owed, channel)
        except SlackApiError as error:
            if is_refusal(error):
                logger.warning("Slack takes no message in %s: %s", owed.channel, error_code(error))
                self._outbox.done(owed, sent=False)
            else:
                self._outbox.later(owed, max(wait, retry_after(error)))
        except NO_CONNECTION:
            self._outbox.later(owed, wait)
        else:
            self._outbox.done(owed, sent=True)

    def _channel(self, owed: Owed) -> str:
        """The channel of a message; to a person it goes directly."""
        if not owed.channel.startswith(("U", "W")):
            return owed.channel
        return str(self._reader.conversations_open(users=owed.channel)["channel"]["id"])

    def _send(self, owed: Owed, channel: str) -> None:
        self._sender.chat_postMessage(
            channel=channel,
            thread_ts=owed.thread_ts or None,
            text=owed.message.text,
            blocks=list(owed.message.blocks),
            metadata={"event_type": _EVENT_TYPE, "event_payload": {"key": owed.key}},
            unfurl_links=False,
            unfurl_media=False,
        )

    def _is_there(self, owed: Owed, channel: str) -> bool:
        """Whether an earlier attempt got through. False also when that cannot be seen: twice is better than never."""
        oldest = f"{max(0.0, owed.since - _CLOCKS_DIFFER_SECONDS):.6f}"
        try:
            if owed.thread_ts:
                pages = self._reader.conversations_replies(
                    channel=channel, ts=owed.thread_ts, oldest=oldest, limit=_PAGE, include_all_metadata=True
                )
            else:
                pages = self._reader.conversations_history(
                    channel=channel, oldest=oldest, limit=_PAGE, include_all_metadata=True
                )
            return any(self._is_it(message, owed) for page in pages for message in page.get("messages") or [])
        except (SlackApiError, *NO_CONNECTION) as error:
            logger.warning("cannot look for an earlier message in %s: %s", channel, type(error).__name__)
            return False

    def _is_it(self, message: dict[str, object], owed: Owed) -> bool:
        mark = message.get("metadata")
        if not isinstance(mark, dict) or mark.get("event_type") != _EVENT_TYPE:
            return False
        own = message.get("user") == self._identity.user or message.get("bot_id") == self._identity.bot
        return own and (mark.get("event_payload") or {}).get("key") == owed.key
