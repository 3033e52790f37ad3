"""Answers that somebody keeps up to date: where an ingest changes one, its thread is told, old and new side by side."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.buttons import Offers, row
from bot.channels.asking import Asking
from bot.escape import clip, one_line
from bot.holdings import Holdings
from bot.message import NOTIFICATION_CHARS, Block, Message, context, fits, section
from bot.outbox import Outbox, Owed
from bot.render import lead
from bot.sources import brief_line
from bot.transcript import Transcript, Turn
from retrieval.answer import Question
from retrieval.audience import includes
from retrieval.errors import PinciteError
from retrieval.verify import Finding
from retrieval.watches import Change, Watch, as_saved

logger = logging.getLogger(__name__)

_PLACE = "slack"
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_SIDE_CHARS = 1900  # of the 2,000 that a field takes
_SOURCE_CHARS = 150
_QUESTION_CHARS = 500
_LOST = {
    Finding.CHANGED: "is no longer what the source says",
    Finding.GONE: "stood in a source that is gone",
    Finding.OTHER_DOCUMENT: "now stands in another source",
}


class Standing:
    """The standing answers of people in Slack."""

    def __init__(self, holdings: Holdings, asking: Asking, transcript: Transcript, outbox: Outbox) -> None:
        self._holdings = holdings
        self._asking = asking
        self._transcript = transcript
        self._outbox = outbox

    def keep(self, turn: Turn, owner: str) -> Watch:
        """Keep an answer up to date for somebody; one that is kept already is given as it is."""
        # A model's words differ from one day to the next; what is compared later is the sources' own.
        written = self._holdings.tell is not None
        answer = self._holdings.verbatim.ask(turn.question) if written else turn.answer
        return self._holdings.watches.add(turn.question, answer, owner=owner, place=_place(turn))

    def drop(self, watch_id: str, owner: str) -> bool:
        """Keep an answer up to date no more; False when it is not theirs, or was dropped before."""
        if not any(watch.id == watch_id for watch in self._holdings.watches.all(owner)):
            return False
        self._holdings.watches.remove(watch_id)
        return True

    def withdraw(self, turns: Iterable[Turn]) -> None:
        """Keep none of these answers up to date, whoever wanted it: their question is deleted."""
        gone = {(_place(turn), as_saved(turn.question)) for turn in turns}
        for watch in self._holdings.watches.all() if gone else ():
            if (watch.place, watch.question) in gone:
                self._holdings.watches.remove(watch.id)

    def look(self) -> int:
        """Owe a message for every standing answer that has changed; gives how many there are."""
        number = 0
        for watch in self._holdings.watches.all():
            if watch.place.startswith(f"{_PLACE}:"):
                try:
                    number += self._tell_of(watch)
                except PinciteError as error:
                    logger.warning("the standing answer %s cannot be checked: %s", watch.id, type(error).__name__)
        return number

    def _tell_of(self, watch: Watch) -> int:
        holdings = self._holdings
        found = self._asked_now(watch)
        if found is None:
            logger.info("the standing answer %s is told to nobody: who would read it may not see its sources", watch.id)
            return 0
        question, thread_ts = found
        told = 0
        for change in holdings.watches.changes(
            holdings.verbatim, holdings.versions, [replace(watch, question=question)]
        ):
            _, team, channel, _ = watch.place.split(":")
            turn = Turn(team, channel, thread_ts, "", watch.owner, question, change.new, unasked=True)
            self._transcript.keep(turn)  # the new answer's buttons lead there
            # Told before it is noted: after a crash in between the same key is owed, and that only once.
            owed = Owed(_key(change), team, channel if thread_ts else watch.owner, thread_ts, _message(change))
            told += self._outbox.put(owed)
            holdings.watches.seen(change)
        return told

    def _asked_now(self, watch: Watch) -> tuple[Question, str] | None:
        """The question within the limits that hold today, and the thread to tell of its answer.

        Where those in the thread may no longer see all that the answer rested on, its owner is told alone, with an
        empty thread; None where the owner may not see it either.
        """
        _, team, channel, thread_ts = watch.place.split(":")
        asked = watch.question.model_copy(update={"who": watch.owner, "place": channel})
        if thread_ts:
            question = self._asking.prepared(team, asked)
            if includes(question.readers, watch.question.readers):
                return question, thread_ts
        question = self._asking.prepared_alone(team, asked)
        return (question, "") if includes(question.readers, watch.question.readers) else None


def _place(turn: Turn) -> str:
    """Where to tell that an answer has changed."""
    return ":".join((_PLACE, turn.team, turn.channel, turn.open_thread))


def _key(change: Change) -> str:
    said = f"{change.new.status}\0{change.new.answer}\0{[each.version for each in change.new.citations]}"
    return f"kept/{change.watch.id}/{change.watch.seen}/{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _message(change: Change) -> Message:
    blocks = [*_blocks(change, _SIDE_CHARS)]
    if not fits(blocks):
        blocks = [*_blocks(change, _SIDE_CHARS // 3)]
    question = one_line(change.watch.question.question)
    return Message(text=clip(f"An answer has changed: {question}", NOTIFICATION_CHARS), blocks=tuple(blocks))


def _blocks(change: Change, limit: int) -> Iterator[Block]:
    owner = f"<@{change.watch.owner}> " if _PERSON.fullmatch(change.watch.owner) else ""
    question = clip(one_line(change.watch.question.question), _QUESTION_CHARS)
    yield section(f"{owner}An answer that you keep up to date has changed: “{question}”")
    now = lead(change.new, limit) if change.differs else "The same answer, from other words."
    sides = (f"*Until now ({change.watch.seen[:10]})*\n{lead(change.old, limit)}", f"*Now*\n{now}")
    yield SectionBlock(fields=[MarkdownTextObject(text=side, verbatim=True) for side in sides]).to_dict()
    if lost := [*_lost(change)]:
        yield context(lost[:10])
    if lines := [brief_line(each, "", _SOURCE_CHARS) for each in change.new.citations[:10]]:
        yield context(lines)
    yield from row(change.new, Offers())


def _lost(change: Change) -> Iterator[str]:
    for each in change.lost:
        said = _LOST.get(each.finding, "has changed")
        yield f"Until now [{each.citation.n}]: “{clip(one_line(each.citation.quote), 200)}” {said}."
