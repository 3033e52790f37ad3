"""An answer that appears sentence by sentence, as a stream of Slack's.

Only what takes time, or room, is streamed: an answer that a language model writes, and one too long for a single
message. A short answer in the sources' own words is there within a fifth of a second, and as a stream it would only
flicker, without a notification's own text and without a say in whether its links unfurl.

A stream is never relied on. Whatever goes wrong, the stream counts as broken, and what it has written is replaced by
the whole answer as an ordinary message, which may be sent again as often as need be.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.claims import Claim
from bot.clients import NO_CONNECTION, error_code
from bot.markdown import with_links
from bot.message import MAX_BLOCKS, Block, length
from bot.parts import Parts
from bot.posting import mark

logger = logging.getLogger(__name__)

_PART_BYTES = 9000  # Slack was seen to refuse more text from about 10,600 on
_TOTAL_CHARS = 13_000  # of text and blocks together
_PIECE_BYTES = 3000  # of one call
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")


def can_stream(claim: Claim) -> bool:
    """Whether Slack streams to whoever asked: only in threads, and only to people."""
    return bool(claim.thread_ts and claim.team and _PERSON.fullmatch(claim.who))


class Stream:
    """One answer in the making. ``release`` and ``finish`` never raise; a stream that fails is ``broken``."""

    def __init__(self, claim: Claim, sender: WebClient, parts: Parts) -> None:
        self.broken = False
        self.told: list[str] = []
        self._claim = claim
        self._sender = sender
        self._parts = parts
        self._all: list[str] = []
        self._ts = ""
        self._bytes = 0

    @property
    def has_begun(self) -> bool:
        """Whether anything was, or may have been, written."""
        return self.broken or bool(self._all)

    def release(self, sentence: str, urls: dict[int, str] | None = None) -> None:
        """Write a sentence, linking its numbers where their addresses are known by now."""
        if self.broken:
            return
        self.told.append(sentence)
        for piece in _pieces(with_links(sentence, urls or {}) + " "):
            self._try(partial(self._write, piece))

    def finish(self, blocks: Sequence[Block]) -> str | None:
        """End the stream with these blocks beneath; gives the ts of its first message, None when it is broken."""
        if self._all and not self.broken:
            self._try(partial(self._end, blocks))
        return self._all[0] if self._all and not self.broken else None

    def _try(self, call: Callable[[], None]) -> None:
        if self.broken:
            return
        try:
            call()
        except SlackApiError as error:
            self.broken = True
            logger.info("a stream in %s broke off: %s", self._claim.channel, error_code(error))
        except (SQLAlchemyError, *NO_CONNECTION) as error:
            self.broken = True
            logger.info("a stream in %s broke off: %s", self._claim.channel, type(error).__name__)

    def _write(self, piece: str) -> None:
        size = len(piece.encode())
        if self._ts and self._bytes + size > _PART_BYTES:
            self._stop()
        if self._ts:
            self._sender.chat_appendStream(channel=self._claim.channel, ts=self._ts, markdown_text=piece)
        else:
            self._start(piece)
        self._bytes += size

    def _start(self, piece: str) -> None:
        claim, n = self._claim, len(self._all)
        self._parts.begin(claim, n)
        response = self._sender.chat_startStream(
            channel=claim.channel,
            thread_ts=claim.thread_ts,
            recipient_user_id=claim.who,
            recipient_team_id=claim.team,
            markdown_text=piece,
        )
        self._ts, self._bytes = str(response["ts"]), 0
        self._all.append(self._ts)
        self._parts.begun(claim, n, self._ts)

    def _end(self, blocks: Sequence[Block]) -> None:
        if self._bytes + length(blocks) > _TOTAL_CHARS or len(blocks) >= MAX_BLOCKS:
            self._write_apart("**Sources**")
        self._sender.chat_stopStream(
            channel=self._claim.channel, ts=self._ts, blocks=list(blocks), metadata=mark(self._claim)
        )

    def _write_apart(self, text: str) -> None:
        self._stop()
        self._write(text)

    def _stop(self) -> None:
        self._sender.chat_stopStream(channel=self._claim.channel, ts=self._ts)
        self._ts = ""


def sentences_of(text: str) -> list[str]:
    """A finished answer in the pieces in which it is streamed: up to a citation's number, or a line."""
    return [piece for piece in re.split(r"(?<=\])\s+(?!\[)|\n+", text.strip()) if piece]


def _pieces(text: str) -> list[str]:
    """Text in pieces that one call takes, cut between words so that no escape or link is torn apart."""
    pieces: list[str] = [""]
    for word in re.findall(r"\S+\s*", text):
        if pieces[-1] and len((pieces[-1] + word).encode()) > _PIECE_BYTES:
            pieces.append("")
        pieces[-1] += word
    return pieces
