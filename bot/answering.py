"""From a claimed question to an answer in its thread."""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

from bot.claims import Claim, Claims
from bot.clients import error_code
from bot.message import Message, notice
from bot.posting import Poster
from bot.render import render
from retrieval.answer import Answer, Question
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

Ask = Callable[[Question], Answer]

HOW_TO_ASK = (
    "Ask me a question in a full sentence, and I will answer in the words of the sources and say where they stand."
)


class Answerer:
    """Finishes claims: each gets an answer, or one plain sentence on why there is none."""

    def __init__(self, ask: Ask, poster: Poster, claims: Claims) -> None:
        self._ask = ask
        self._poster = poster
        self._claims = claims

    def finish(self, claim: Claim) -> None:
        """Answer a claim and record it. Raises Stopped or sqlite3.Error when it has to be done again."""
        if claim.resumed and (posted := self._poster.find(claim)) is not None:
            self._claims.answered(claim, posted)
            return
        if claim.text:
            self._poster.show_working(claim)
        try:
            posted = self._deliver(claim, self._reply(claim))
        except SlackApiError as error:
            logger.warning("Slack takes no answer in %s: %s", claim.channel, error_code(error))
            self._claims.undeliverable(claim)
        else:
            self._claims.answered(claim, posted)

    def _reply(self, claim: Claim) -> Message:
        if not claim.text:
            return notice(HOW_TO_ASK)
        try:
            return render(self._ask(Question(question=claim.text)))
        except PinciteError as error:
            return notice(str(error))
        except Exception as error:
            return _apology(error)

    def _deliver(self, claim: Claim, reply: Message) -> str:
        try:
            return self._poster.post(claim, reply)
        except SlackApiError as error:
            reason = error_code(error)
            sentence = f"I have an answer, but Slack does not take it ({reason}). Please ask more narrowly."
            return self._poster.post(claim, notice(sentence))


def _apology(error: Exception) -> Message:
    number = uuid.uuid4().hex[:8]
    # Where and what kind, but not the exception's own words, which may repeat the question.
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("failure %s: %s\n%s", number, type(error).__name__, frames)
    return notice(
        "Something went wrong while answering, and it is not your fault. Please try again;"
        f" if it happens again, tell whoever runs me the number {number}."
    )
