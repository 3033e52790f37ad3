"""From a claimed question to an answer that only the asker sees."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement
from sqlalchemy.exc import SQLAlchemyError

from bot.buttons import plain, row
from bot.claims import Claim, Claims
from bot.desk import Desk
from bot.escape import clip, one_line
from bot.message import Block, Message, context, notice
from bot.private.whisper import Refused, Whisperer
from bot.render import render
from bot.replying import HOW_TO_ASK, apology
from bot.transcript import Turn
from retrieval.answer import Answer, Question, Status
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

SHARE = "share_answer"
DISMISS = "dismiss_answer"
QUESTION_CHARS = 300
_NOT_TAKEN = "I have an answer, but Slack does not take it. Please ask more narrowly."


class PrivateAnswerer:
    """Finishes claims that came with a response address."""

    def __init__(self, desk: Desk, whisperer: Whisperer, claims: Claims) -> None:
        self._desk = desk
        self._whisperer = whisperer
        self._claims = claims

    def finish(self, claim: Claim) -> None:
        """Answer a claim and record it. Raises Stopped or a database's error when it has to be done again."""
        messages = self._messages(claim)
        for message in messages:
            try:
                self._whisperer.say(claim.response_url, message, claim.shown_ts)
            except Refused as error:
                logger.warning("Slack takes no private answer in %s: %s", claim.channel, error)
            else:
                self._claims.answered(claim, None)
                return
        self._claims.undeliverable(claim)

    def _messages(self, claim: Claim) -> Sequence[Message]:
        """What to say, and should Slack refuse that, what to say instead."""
        if not claim.text:
            return [notice(HOW_TO_ASK, (_buttons(None),))]
        try:
            question = Question(question=claim.text, who=claim.who, place=claim.channel)
            answer, asked = self._desk.asking.alone(claim.team, question)
        except PinciteError as error:
            return [notice(str(error), (_buttons(None),))]
        except SQLAlchemyError:
            raise  # it is tried again
        except Exception as error:
            return [apology(error, (_buttons(None),))]
        turn = Turn(claim.team, claim.channel, claim.thread_ts, "", claim.who, asked, answer)
        self._desk.transcript.keep(turn)  # before it is shown, for what can be pressed leads back to it
        # Slack shows no command, and the message that was chosen may stand far above.
        asked_line = context([f"You asked: “{clip(one_line(claim.text), QUESTION_CHARS)}”"])
        controls = row(answer, self._desk.offers(claim.team, claim.channel, alone=True))
        whole = render(answer, (asked_line, *controls, _buttons(answer)))
        return [whole, render(answer, (asked_line, _buttons(answer))), notice(_NOT_TAKEN, (_buttons(None),))]


def _buttons(answer: Answer | None) -> Block:
    elements = [ButtonElement(action_id=DISMISS, text=plain("Dismiss"))]
    if answer is not None and answer.status in {Status.ANSWERED, Status.CONFLICTING}:
        share = ButtonElement(action_id=SHARE, text=plain("Share to channel"), value=answer.id, style="primary")
        elements.insert(0, share)
    return ActionsBlock(elements=elements).to_dict()
