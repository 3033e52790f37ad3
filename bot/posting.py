"""Posting an answer so that it stands in the thread once, whatever happens on the way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.claims import Claim
from bot.clients import NO_CONNECTION, Identity, error_code, is_refusal, retry_after
from bot.message import Message, notice

logger = logging.getLogger(__name__)

_EVENT_TYPE = "pincite_answer"
_STATUS = "is reading the sources…"
_LOADING = (
    "Looking for the passages that speak of it…",
    "Reading them closely…",
    "Checking each quote against its source…",
    "Looking whether the sources differ…",
)
_LONGEST_WAIT_SECONDS = 60.0
_PAGE = 200
WITHDRAWN = "This answer is withdrawn, because its question was deleted."


class Stopped(Exception):
    """The bot is shutting down before Slack took the message."""


class Poster:
    """Posts into threads as the bot.

    Each answer carries the ts of its question as message metadata. After a failure that leaves open whether
    Slack took the message, the thread is searched for that mark before the message is sent again.
    """

    def __init__(
        self,
        sender: WebClient,
        reader: WebClient,
        identity: Identity,
        stopping: threading.Event,
        retry_seconds: float,
    ) -> None:
        """``sender`` must not repeat calls by itself; ``reader`` may."""
        self._sender = sender
        self._reader = reader
        self._identity = identity
        self._stopping = stopping
        self._retry_seconds = retry_seconds

    def show_working(self, claim: Claim, status: str = _STATUS) -> None:
        """Show in the thread what the bot does, with an empty status nothing. A courtesy: no failure of it matters."""
        loading = list(_LOADING) if status else None
        try:
            if not self._shows(claim, status, loading):
                self._shows(claim, status)
        except (SlackClientError, *NO_CONNECTION) as error:
            logger.debug("no status shown: %s", type(error).__name__)

    def _shows(self, claim: Claim, status: str, loading: list[str] | None = None) -> bool:
        """Show a status; False where Slack does not take the messages that go with it."""
        try:
            self._sender.assistant_threads_setStatus(
                channel_id=claim.channel, thread_ts=claim.thread_ts, status=status, loading_messages=loading
            )
        except SlackApiError as error:
            if loading and error_code(error) == "invalid_arguments":
                return False
            raise
        return True

    def post(self, claim: Claim, message: Message) -> str:
        """Post the answer to a claim and return its ts, trying for as long as Slack is unwell.

        Raises SlackApiError when Slack refuses the message, Stopped when the bot shuts down first.
        """
        return self._persist(claim.channel, lambda: self._send(claim, message), lambda: self.find(claim))

    def revise(self, claim: Claim, ts: str, message: Message) -> str:
        """Put another answer in the place of the one at ``ts``, or below it where Slack lets it not be changed.

        Returns the ts of the answer. Raises as ``post``.
        """
        try:
            return self._persist(claim.channel, lambda: self._change(claim, ts, message), lambda: None)
        except SlackApiError as error:
            logger.info("the answer in %s cannot be changed: %s", claim.channel, error_code(error))
            revised = self._revised(claim, ts) if claim.resumed else None
            return revised or self._persist(
                claim.channel, lambda: self._send(claim, message), lambda: self._revised(claim, ts)
            )

    def withdraw(self, claim: Claim, ts: str, sentence: str = WITHDRAWN) -> None:
        """Take back the answer at ``ts``; where it cannot be deleted, its words. Raises as ``post``."""
        try:
            self._persist(claim.channel, lambda: self._delete(claim, ts), lambda: None)
        except SlackApiError as error:
            if error_code(error) == "message_not_found":
                return
            self._persist(claim.channel, lambda: self._change(claim, ts, notice(sentence)), lambda: None)

    def _persist(self, channel: str, call: Callable[[], str], done_already: Callable[[], str | None]) -> str:
        for wait in doubling(self._retry_seconds):
            try:
                return call()
            except SlackApiError as error:
                if is_refusal(error):
                    raise
                wait = max(wait, retry_after(error))
                reason = error_code(error)
            except NO_CONNECTION as error:
                reason = type(error).__name__
            logger.warning("posting in %s failed (%s), trying again in %.0f s", channel, reason, wait)
            if self._stopping.wait(wait):
                raise Stopped
            if (posted := done_already()) is not None:
                return posted
        raise AssertionError("the waits never end")

    def find(self, claim: Claim) -> str | None:
        """Return the ts of the answer if the thread has it already.

        None also when the thread cannot be read: an answer given twice is better than none.
        """
        return next(
            (str(message["ts"]) for message in self._said(claim) if answered_question(message) == claim.ts), None
        )

    def _revised(self, claim: Claim, but: str) -> str | None:
        """The ts of the answer to the question as it was last changed, if it stands elsewhere than at ``but``."""
        found = (str(each["ts"]) for each in self._said(claim) if _payload(each) == _payload({"metadata": mark(claim)}))
        return next((ts for ts in found if ts != but), None)

    def unmarked(self, claim: Claim) -> list[str]:
        """Where the bot has said something since a question that carries no mark: the beginning of a stream."""
        return [str(message["ts"]) for message in self._said(claim) if not message.get("metadata")]

    def _said(self, claim: Claim) -> list[dict[str, Any]]:
        """What the bot has said in the thread since a question; nothing when the thread cannot be read."""
        try:
            said = [message for page in self._pages(claim) for message in page.get("messages") or []]
            since = claim.ts if claim.ts[:1].isdigit() else ""
            return [each for each in said if self._is_own(each) and str(each["ts"]) > since]
        except SlackApiError as error:
            logger.warning("cannot look for an earlier answer in %s: %s", claim.channel, error_code(error))
        except NO_CONNECTION as error:
            logger.warning("cannot look for an earlier answer in %s: %s", claim.channel, type(error).__name__)
        return []

    def _pages(self, claim: Claim) -> Iterable[SlackResponse]:
        """What was said where the answer would stand."""
        where: dict[str, Any] = {"channel": claim.channel, "limit": _PAGE, "include_all_metadata": True}
        if not claim.thread_ts:
            return [self._reader.conversations_history(**where)]  # the newest: it was tried a moment ago
        since: dict[str, Any] = {"oldest": claim.ts} if claim.ts[:1].isdigit() else {}
        return self._reader.conversations_replies(ts=claim.thread_ts, **where, **since)

    def _send(self, claim: Claim, message: Message) -> str:
        response = self._sender.chat_postMessage(
            channel=claim.channel,
            thread_ts=claim.thread_ts or None,
            text=message.text,
            blocks=list(message.blocks),
            metadata=mark(claim),
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def _change(self, claim: Claim, ts: str, message: Message) -> str:
        blocks = list(message.blocks)
        self._sender.chat_update(channel=claim.channel, ts=ts, text=message.text, blocks=blocks, metadata=mark(claim))
        return ts

    def _delete(self, claim: Claim, ts: str) -> str:
        self._sender.chat_delete(channel=claim.channel, ts=ts)
        return ts

    def _is_own(self, message: Mapping[str, object]) -> bool:
        return message.get("user") == self._identity.user or message.get("bot_id") == self._identity.bot


def answered_question(message: Mapping[str, object]) -> str:
    """The ts of the question that a message of the bot's answers; empty when it is no answer."""
    return str(_payload(message).get("question_ts") or "")


def mark(claim: Claim) -> dict[str, object]:
    """What a whole answer carries, for it to be found by."""
    return {"event_type": _EVENT_TYPE, "event_payload": {"question_ts": claim.ts, "changed_ts": claim.changed_ts}}


def _payload(message: Mapping[str, object]) -> dict[str, object]:
    """What an answer carries; empty for what is none."""
    carried = message.get("metadata")
    if not isinstance(carried, dict) or carried.get("event_type") != _EVENT_TYPE:
        return {}
    return carried.get("event_payload") or {}


def doubling(first: float) -> Iterator[float]:
    """Waits without end, in seconds, each twice as long as the one before, up to a minute."""
    wait = first
    while True:
        yield min(wait, _LONGEST_WAIT_SECONDS)
        wait *= 2
