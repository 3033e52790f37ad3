"""From a claimed question to an answer in its thread."""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.claims import Claim, Claims
from bot.clients import error_code
from bot.message import Block, Message, context, notice
from bot.posting import Poster
from bot.render import render
from retrieval.answer import Answer, Question
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

Ask = Callable[[Question], Answer]

HOW_TO_ASK = (
    "Ask me a question in a full sentence, and I will answer in the words of the sources and say where they stand."
)


EDITED = "Updated, because the question was edited."


class Answerer:
    """Finishes claims: each gets an answer, or one plain sentence on why there is none."""

    def __init__(self, ask: Ask, poster: Poster, claims: Claims) -> None:
        self._ask = ask
        self._poster = poster
        self._claims = claims

    def finish(self, claim: Claim) -> None:
        """Answer a claim and record it. Raises Stopped or SQLAlchemyError when it has to be done again."""
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
            if earlier:
                self._poster.withdraw(claim, earlier)
            return None
        if claim.text:
            self._poster.show_working(claim)
        reply = self._reply(claim, (context([EDITED]),) if earlier else ())
        if not self._claims.is_current(claim):
            return earlier  # edited or deleted meanwhile: this answer would be to what nobody asks any more
        return self._deliver(claim, reply, earlier)

    def _reply(self, claim: Claim, beneath: tuple[Block, ...]) -> Message:
        if not claim.text:
            return notice(HOW_TO_ASK, beneath)
        try:
            return render(self._ask(Question(question=claim.text, who=claim.who, place=claim.channel)), beneath)
        except PinciteError as error:
            return notice(str(error), beneath)
        except SQLAlchemyError:
            raise  # it is tried again
        except Exception as error:
            return apology(error, beneath)

    def _deliver(self, claim: Claim, reply: Message, earlier: str | None) -> str:
        try:
            return self._poster.revise(claim, earlier, reply) if earlier else self._poster.post(claim, reply)
        except SlackApiError as error:
            reason = error_code(error)
            sentence = f"I have an answer, but Slack does not take it ({reason}). Please ask more narrowly."
            return self._poster.post(claim, notice(sentence))


def apology(error: Exception, beneath: tuple[Block, ...]) -> Message:
    """Say that something went wrong, under a number that stands in the log."""
    number = uuid.uuid4().hex[:8]
    # Where and what kind, but not the exception's own words, which may repeat the question.
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("failure %s: %s\n%s", number, type(error).__name__, frames)
    return notice(
        "Something went wrong while answering, and it is not your fault. Please try again;"
        f" if it happens again, tell whoever runs me the number {number}.",
        beneath,
    )
