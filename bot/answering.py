"""From a claimed question to an answer in its thread."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.claims import Claim, Claims
from bot.clients import error_code
from bot.desk import Desk
from bot.holdings import Ask, Tell
from bot.mending import Mender
from bot.message import SECTION_CHARS, Message, context, notice
from bot.parts import Parts
from bot.posting import Poster
from bot.replying import Replies, Reply
from bot.streaming import Stream, can_stream, sentences_of
from retrieval.answer import Answer, Status

logger = logging.getLogger(__name__)

EDITED = "Updated, because the question was edited."


@dataclass(frozen=True, slots=True)
class Streaming:
    """What it takes to stream; ``tell`` is there where a language model writes."""

    sender: WebClient
    parts: Parts
    tell: Tell | None = None


class Answerer:
    """Finishes claims: each gets an answer, or one plain sentence on why there is none."""

    def __init__(self, replies: Replies, poster: Poster, claims: Claims, desk: Desk, streaming: Streaming) -> None:
        self._replies = replies
        self._poster = poster
        self._claims = claims
        self._desk = desk
        self._streaming = streaming
        self._mender = Mender(poster, streaming.sender, streaming.parts)

    def finish(self, claim: Claim) -> None:
        """Answer a claim and record it. Raises Stopped or a database's error when it has to be done again."""
        earlier = claim.answer_ts or (self._poster.find(claim) if claim.resumed else None)
        if earlier and not claim.changed_ts:
            self._claims.answered(claim, earlier)
            return
        try:
            posted = self._answer(claim, earlier)
        except SlackApiError as error:
            logger.warning("Slack takes no answer in %s: %s", claim.channel, error_code(error))
            self._claims.undeliverable(claim)
        else:
            self._claims.answered(claim, posted)

    def _answer(self, claim: Claim, earlier: str | None) -> str | None:
        if claim.deleted:
            self._withdraw(claim, earlier)
            return None
        if claim.text or claim.thread_ts != claim.ts:
            self._poster.show_working(claim)
        stream = Stream(claim, self._streaming.sender, self._streaming.parts)
        may_stream = not earlier and not claim.resumed and can_stream(claim)
        beneath = (context([EDITED]),) if earlier else ()
        reply = self._replies.to(claim, beneath, _telling(self._streaming.tell, stream) if may_stream else None)
        if not self._claims.is_current(claim):
            # Edited or deleted meanwhile: this answer would be to what nobody asks any more.
            if stream.has_begun:
                self._mender.abandon(claim)
            return earlier
        if may_stream and (streamed := _streamed(stream, reply)) is not None:
            return streamed
        return self._deliver(claim, reply, earlier)

    def _withdraw(self, claim: Claim, earlier: str | None) -> None:
        self._desk.withdraw(claim.team, claim.channel, claim.ts)
        self._mender.abandon(claim)
        if earlier:
            self._poster.withdraw(claim, earlier)
        self._poster.show_working(claim, status="")

    def _deliver(self, claim: Claim, reply: Reply, earlier: str | None) -> str:
        """Say a reply; what Slack refuses is said with less, in the end with one plain sentence."""
        try:
            return self._say(claim, reply.message, earlier)
        except SlackApiError as error:
            reason = error_code(error)
        if reply.bare is not None and _is_about_blocks(reason):
            try:
                return self._say(claim, reply.bare, earlier)
            except SlackApiError as error:
                reason = error_code(error)
        sentence = f"I have an answer, but Slack does not take it ({reason}). Please ask more narrowly."
        return self._say(claim, notice(sentence), earlier=None)

    def _say(self, claim: Claim, message: Message, earlier: str | None) -> str:
        if earlier is None:
            return self._mender.mend(claim, message)
        posted = self._poster.revise(claim, earlier, message)
        self._mender.erase_others(claim, posted)
        self._poster.show_working(claim, status="")  # only a new message ends it by itself
        return posted


def _telling(tell: Tell | None, stream: Stream) -> Ask | None:
    return None if tell is None else lambda question: tell(question, stream.release)


def _streamed(stream: Stream, reply: Reply) -> str | None:
    """End a stream that has told the answer, or tell a long one; None when an ordinary message has to do it."""
    answer = reply.answer
    if answer is None or answer.status not in {Status.ANSWERED, Status.CONFLICTING}:
        return None
    if not stream.has_begun and len(answer.answer) > SECTION_CHARS:
        _tell_at_once(stream, answer)
    # What the model told may not be what stands in the end; then the answer takes its place.
    if " ".join(stream.told).split() != answer.answer.split():
        return None
    return stream.finish(reply.closing)


def _tell_at_once(stream: Stream, answer: Answer) -> None:
    urls = {citation.n: citation.link or citation.url for citation in answer.citations}
    for sentence in sentences_of(answer.answer):
        stream.release(sentence, urls)


def _is_about_blocks(reason: str) -> bool:
    """Whether Slack refuses what is in a message, rather than the message whatever is in it."""
    return "block" in reason or reason in {"invalid_arguments", "msg_too_long"}
