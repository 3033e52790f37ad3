"""Answers that somebody keeps up to date: where an ingest changes one, its thread is told, old and new side by side."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.buttons import Offers, row
from bot.escape import clip, one_line
from bot.holdings import Holdings
from bot.message import NOTIFICATION_CHARS, Block, Message, context, fits, section
from bot.outbox import Outbox, Owed
from bot.render import lead
from bot.sources import brief_line
from bot.transcript import Transcript, Turn
from retrieval.errors import PinciteError
from retrieval.verify import Finding
from retrieval.watches import Change, Watch

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

    def __init__(self, holdings: Holdings, transcript: Transcript, outbox: Outbox) -> None:
        self._holdings = holdings
        self._transcript = transcript
        self._outbox = outbox

    def keep(self, turn: Turn, owner: str) -> Watch:
        """Keep an answer up to date for somebody; one that is kept already is given as it is."""
        place = ":".join((_PLACE, turn.team, turn.channel, turn.open_thread))
        # A model's words differ from one day to the next; what is compared later is the sources' own.
        written = self._holdings.tell is not None
        answer = self._holdings.verbatim.ask(turn.question) if written else turn.answer
        return self._holdings.watches.add(turn.question, answer, owner=owner, place=place)

    def drop(self, watch_id: str, owner: str) -> bool:
        """Keep an answer up to date no more; False when it is not theirs, or was dropped before."""
        if not any(watch.id == watch_id for watch in self._holdings.watches.all(owner)):
            return False
        self._holdings.watches.remove(watch_id)
        return True

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
        told = 0
        for change in holdings.watches.changes(holdings.verbatim, holdings.versions, [watch]):
            _, team, channel, thread_ts = watch.place.split(":")
            turn = Turn(team, channel, thread_ts, "", watch.owner, watch.question, change.new)
            self._transcript.keep(turn)  # the new answer's buttons lead there
            # Told before it is noted: after a crash in between the same key is owed, and that only once.
            owed = Owed(_key(change), team, channel if thread_ts else watch.owner, thread_ts, _message(change))
            told += self._outbox.put(owed)
            holdings.watches.seen(change)
        return told


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
