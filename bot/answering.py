"""From a claimed question to an answer in its thread."""

from __future__ import annotations

import logging

from slack_sdk.errors import SlackApiError

from bot.claims import Claim, Claims
from bot.clients import error_code
from bot.message import Message, context, notice
from bot.posting import Poster
from bot.replying import Replies, Reply
from bot.transcript import Transcript

logger = logging.getLogger(__name__)

EDITED = "Updated, because the question was edited."


class Answerer:
    """Finishes claims: each gets an answer, or one plain sentence on why there is none."""

    def __init__(self, replies: Replies, poster: Poster, claims: Claims, transcript: Transcript) -> None:
        self._replies = replies
        self._poster = poster
        self._claims = claims
        self._transcript = transcript

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
            self._transcript.withdraw(claim.team, claim.channel, claim.ts)
            if earlier:
                self._poster.withdraw(claim, earlier)
            else:
                self._poster.show_working(claim, status="")
            return None
        if claim.text or claim.thread_ts != claim.ts:
            self._poster.show_working(claim)
        reply = self._replies.to(claim, (context([EDITED]),) if earlier else ())
        if not self._claims.is_current(claim):
            return earlier  # edited or deleted meanwhile: this answer would be to what nobody asks any more
        return self._deliver(claim, reply, earlier)

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
        return self._poster.post(claim, notice(sentence))

    def _say(self, claim: Claim, message: Message, earlier: str | None) -> str:
        return self._poster.revise(claim, earlier, message) if earlier else self._poster.post(claim, message)


def _is_about_blocks(reason: str) -> bool:
    """Whether Slack refuses what is in a message, rather than the message whatever is in it."""
    return "block" in reason or reason in {"invalid_arguments", "msg_too_long"}
