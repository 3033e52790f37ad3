"""Sharing a private answer: the very answer is posted for all, once, if the channel may still see it."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.buttons import row
from bot.claims import Claim, Claims
from bot.clients import error_code
from bot.desk import FORGOTTEN, Desk
from bot.escape import clip, one_line
from bot.incoming import Incoming
from bot.message import Message, context, notice
from bot.posting import Poster
from bot.private.answering import QUESTION_CHARS
from bot.private.whisper import Refused, Whisperer
from bot.render import render
from bot.transcript import Turn
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

_PREFIX = "share-"
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
NO_LONGER_OPEN = (
    "I cannot share this answer here: what the channel may see has changed since you asked. Ask again, and you get an"
    " answer that can be shared."
)
_INVITE = "I am not in this channel, so I cannot post there: `/invite` me, then press Share again."
_REFUSED = "Slack does not let me post here ({reason}), so the answer is not shared."
_CANNOT_POST = frozenset({"not_in_channel", "channel_not_found"})


def share_request(team: str, channel: str, user: str, answer_id: str, thread_ts: str, response_url: str) -> Incoming:
    """The wish to share an answer, to be claimed like a question so that it is carried out once, also after a crash."""
    return Incoming(team, channel, f"{_PREFIX}{answer_id}", thread_ts, answer_id, user, response_url)


def is_share(claim: Claim) -> bool:
    """Whether a claim is a wish to share."""
    return claim.ts.startswith(_PREFIX)


class Sharing:
    """Carries out wishes to share."""

    def __init__(self, desk: Desk, poster: Poster, whisperer: Whisperer, claims: Claims) -> None:
        self._desk = desk
        self._poster = poster
        self._whisperer = whisperer
        self._claims = claims

    def finish(self, claim: Claim) -> None:
        """Share the answer, or tell the person why not. Raises Stopped or a database's error to be done again."""
        turn = self._desk.transcript.find(claim.text)
        try:
            message = self._message(claim, turn)
            posted = (self._poster.find(claim) if claim.resumed else None) or self._poster.post(claim, message)
        except PinciteError as error:
            self._tell(claim, str(error))
        except SlackApiError as error:
            reason = error_code(error)
            logger.info("an answer cannot be shared in %s: %s", claim.channel, reason)
            self._tell(claim, _INVITE if reason in _CANNOT_POST else _REFUSED.format(reason=reason))
        else:
            self._take_away(claim)
            self._claims.answered(claim, posted)

    def _message(self, claim: Claim, turn: Turn | None) -> Message:
        if turn is None or turn.who != claim.who or (turn.team, turn.channel) != (claim.team, claim.channel):
            raise PinciteError(FORGOTTEN)
        if not self._desk.asking.may_be_read(turn.team, turn.question, turn.answer):
            raise PinciteError(NO_LONGER_OPEN)
        # From now on its buttons are for whoever reads the channel, so what they ask is asked for these readers.
        question = self._desk.asking.prepared(turn.team, turn.question)
        self._desk.transcript.keep(replace(turn, question=question))
        who = f"<@{claim.who}>" if _PERSON.fullmatch(claim.who) else "somebody"
        asked = clip(one_line(turn.question.question), QUESTION_CHARS)
        shared = context([f"{who} asked me “{asked}” and shared this answer."])
        return render(turn.answer, (shared, *row(turn.answer, self._desk.offers(turn.team, turn.channel))))

    def _tell(self, claim: Claim, sentence: str) -> None:
        try:
            self._whisperer.say(claim.response_url, notice(sentence), claim.shown_ts)
        except Refused as error:
            logger.info("nobody could be told in %s: %s", claim.channel, error)
        self._claims.release(claim)  # so that it can be pressed again

    def _take_away(self, claim: Claim) -> None:
        try:
            self._whisperer.remove(claim.response_url)
        except Refused as error:
            logger.debug("the private answer stays: %s", error)
