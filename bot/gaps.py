"""What the sources do not answer: questions that got no answer, those that ask much the same together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.escape import clip, one_line
from bot.feedback import Opinion, Verdict
from bot.message import NOTIFICATION_CHARS, Message, context, fits, section
from bot.transcript import Turn
from retrieval.answer import Status
from retrieval.question import Asked

_ALIKE = 0.5  # share of the content words that two questions have in common
_SHOWN = 20
_QUESTION_CHARS = 300
_WORDINGS = 3


@dataclass(slots=True)
class Gap:
    """Something that was asked and not answered: its wordings, the first asked first, and how often it was asked."""

    wordings: list[str]
    words: frozenset[str]
    people: set[str] = field(default_factory=set)
    times: int = 0
    nearest: str = ""

    def like(self, words: frozenset[str]) -> bool:
        """Whether a question with these words asks much the same."""
        return words == self.words or len(words & self.words) >= _ALIKE * max(1, len(words | self.words))


def gaps(turns: Iterable[Turn], opinions: Iterable[Opinion] = ()) -> list[Gap]:
    """What was not answered, or of whose answer somebody said that something is missing; the most asked first."""
    missing = {opinion.answer_id for opinion in opinions if opinion.verdict is Verdict.MISSING}
    found: list[Gap] = []
    for turn in turns:
        if turn.answer.status is not Status.NOT_FOUND and turn.answer.id not in missing:
            continue
        words = frozenset(Asked(turn.question.question).weights)
        gap = next((gap for gap in found if gap.like(words)), None)
        if gap is None:
            gap = Gap([], words)
            found.append(gap)
        _count(gap, turn)
    return sorted(found, key=lambda gap: (-gap.times, -len(gap.people)))


def times(found: Iterable[Gap]) -> int:
    """How often they were asked, all together."""
    return sum(gap.times for gap in found)


def digest(found: Sequence[Gap], since: float, others: int = 0) -> Message:
    """The message that tells of a week's gaps; ``others`` were asked where not everybody could read it."""
    day = f"{datetime.fromtimestamp(since, UTC):%Y-%m-%d}"
    number = f"{len(found)} question{'' if len(found) == 1 else 's'}"
    title = f"{number} since {day} that the sources do not answer"
    for shown in (_SHOWN, 10, 5):
        blocks = [section(f"*{title}*"), *(block for gap in found[:shown] for block in _blocks(gap))]
        more = [f"{len(found) - shown} more"] if len(found) > shown else []
        more += [f"{others} asked in private"] if others else []
        if more:
            blocks.append(context([f"And {', '.join(more)}: `pincite feedback gaps` lists them all."]))
        if fits(blocks):
            break
    return Message(text=clip(title, NOTIFICATION_CHARS), blocks=tuple(blocks))


def _blocks(gap: Gap) -> Iterator[dict[str, object]]:
    times = f"{gap.times}×" if gap.times > 1 else "•"
    yield section(f"{times} {clip(gap.wordings[0], _QUESTION_CHARS)}")
    # The nearest documents are not named: who reads the channel may not be one who may see them.
    if others := [f"also: {clip(wording, _QUESTION_CHARS)}" for wording in gap.wordings[1:_WORDINGS]]:
        yield context(others)


def _count(gap: Gap, turn: Turn) -> None:
    wording = one_line(turn.question.question)
    if wording not in gap.wordings:
        gap.wordings.append(wording)
    gap.times += 1
    gap.people.add(turn.who)
    gap.nearest = gap.nearest or next((one_line(each.title) for each in turn.answer.nearest), "")
