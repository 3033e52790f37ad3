"""What is said to a message: an answer with its buttons, a quote that is pointed at, or a plain sentence."""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.buttons import row
from bot.claims import Claim
from bot.desk import Desk
from bot.escape import clip, one_line
from bot.holdings import Ask
from bot.message import NOTIFICATION_CHARS, Block, Message, context, notice
from bot.modals.quote import quote_blocks
from bot.opened import Open
from bot.pointing import pointed_at
from bot.render import closing, render
from bot.surroundings import standing, surroundings
from bot.transcript import Turn
from retrieval.answer import Answer, Citation, Question, Status
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

HOW_TO_ASK = (
    "Ask me a question in a full sentence, and I will answer in the words of the sources and say where they stand."
)
NOTHING_OPEN = "I see no open question in this thread. Mention me together with a question."
STOPPED = "Stopped, as you asked. Nothing is answered here until you ask again."
_QUESTION_CHARS = 500

FindOpen = Callable[[Claim], Open | None]


@dataclass(frozen=True, slots=True)
class Reply:
    """``message`` is what is said; ``bare`` is the same with nothing to press, should Slack refuse that.

    Of an ``answer`` whose words stand above already ``closing`` is the rest.
    """

    message: Message
    bare: Message | None = None
    answer: Answer | None = None
    closing: tuple[Block, ...] = ()


class Replies:
    """Finds what to say. ``find_open`` reads a thread for the question that stands open in it."""

    def __init__(self, ask: Ask, desk: Desk, find_open: FindOpen) -> None:
        self._ask = ask
        self._desk = desk
        self._find_open = find_open

    def to(self, claim: Claim, beneath: tuple[Block, ...], ask: Ask | None = None) -> Reply:
        """The reply to a message, with the blocks ``beneath`` under it; ``ask`` answers it instead of the usual."""
        if claim.stopped:
            return Reply(notice(STOPPED, beneath))
        text = claim.text
        if not text:
            if claim.thread_ts == claim.ts:
                return Reply(notice(HOW_TO_ASK, beneath))
            if (found := self._find_open(claim)) is None:
                return Reply(notice(NOTHING_OPEN, beneath))
            text = found.text
            beneath = (context([f"The open question here: “{clip(one_line(text), _QUESTION_CHARS)}”"]), *beneath)
        try:
            turns = self._desk.transcript.thread(claim.team, claim.channel, claim.thread_ts, claim.ts)
            asked = Question(question=text, history=_history(turns), who=claim.who, place=claim.channel)
            # What is kept says within which limits it was asked, for whoever asks the same again.
            question = self._desk.asking.prepared(claim.team, asked)
            return self._source(question, turns, beneath) or self._answered(claim, question, beneath, ask or self._ask)
        except PinciteError as error:
            return Reply(notice(str(error), beneath))
        except SQLAlchemyError:
            raise  # nothing is said before it is stored; it is tried again
        except Exception as error:
            return Reply(apology(error, beneath))

    def _answered(self, claim: Claim, question: Question, beneath: tuple[Block, ...], ask: Ask) -> Reply:
        answer = ask(question)
        turn = Turn(claim.team, claim.channel, claim.thread_ts, claim.ts, claim.who, question, answer)
        self._desk.transcript.keep(turn)
        controls = row(answer, self._desk.offers(claim.team, claim.channel))
        whole = (*beneath, *controls)
        return Reply(render(answer, whole), render(answer, beneath), answer, closing(answer, whole))

    def _source(self, question: Question, turns: list[Turn], beneath: tuple[Block, ...]) -> Reply | None:
        """The quote that a question points at, when there is an answer above to point into.

        What stands around it is for those who read along now, not for those who did when it was quoted.
        """
        n = pointed_at(question.question)
        last = next((turn for turn in reversed(turns) if _sources(turn.answer)), None)
        if n is None or last is None:
            return None
        cited = _sources(last.answer)
        citation = next((each for each in cited if each.n == n), None)
        if citation is None:
            numbers = ", ".join(f"[{each.n}]" for each in cited)
            return Reply(notice(f"The answer above has no source [{n}]; it has {numbers}.", beneath))
        versions = self._desk.holdings.versions(question.readers) if self._desk.holdings else None
        blocks = quote_blocks(citation, surroundings(citation, versions), standing(citation, last.answer, versions))
        first_line = clip(f"[{n}] “{one_line(citation.quote)}”", NOTIFICATION_CHARS)
        return Reply(Message(text=first_line, blocks=(*blocks, *beneath)))


def _sources(answer: Answer) -> tuple[Citation, ...]:
    return answer.nearest if answer.status is Status.NOT_FOUND else answer.citations


def _history(turns: list[Turn]) -> tuple[str, ...]:
    said: list[str] = []
    for turn in turns:
        said.append(f"user: {turn.question.question}")
        if turn.answer.status in {Status.ANSWERED, Status.CONFLICTING}:
            said.append(f"assistant: {turn.answer.answer}")
    return tuple(said)


def apology(error: Exception, beneath: tuple[Block, ...]) -> Message:
    """Say that something went wrong, under a number that stands in the log."""
    return notice(
        "Something went wrong while answering, and it is not your fault. Please try again;"
        f" if it happens again, tell whoever runs me the number {note(error)}.",
        beneath,
    )


def note(error: Exception) -> str:
    """Note a failure in the log; gives the number under which it stands there."""
    number = uuid.uuid4().hex[:8]
    # Where and what kind, but not the exception's own words, which may repeat the question.
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("failure %s: %s\n%s", number, type(error).__name__, frames)
    return number
