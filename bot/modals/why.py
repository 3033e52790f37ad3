"""Why an answer is as it is: how sure, on what it rests, and why each passage ranked where it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from slack_sdk.models.views import View

from bot.escape import clip, one_line
from bot.message import Block, context, section
from bot.modals.parts import modal
from bot.sources import brief_line
from bot.transcript import Turn
from retrieval.answer import Status

_LINE_CHARS = 700
_REASON_CHARS = 1000
_PASSAGES = 12
_SOURCE_CHARS = 200
_SOURCES = 20
_STATUSES = {
    Status.ANSWERED: "The sources answer this.",
    Status.CONFLICTING: "The sources answer this, and they differ; every version is shown.",
    Status.NOT_FOUND: "Nothing in the sources answers this well enough to be shown as an answer.",
    Status.UNCLEAR: "It is not clear what is asked.",
}
LOOKING = "Looking at how each passage ranked…"
NO_RANKING = "How each passage ranked cannot be shown right now. What the answer rests on is above."


def why_modal(turn: Turn, ranking: str | None) -> View:
    """The modal behind "Why this answer?"; ``ranking`` as ``explain`` gives it, None while it is being made."""
    return modal("Why this answer?", [*_facts(turn), *_ranking(ranking)])


def _facts(turn: Turn) -> Iterator[Block]:
    answer = turn.answer
    status = _STATUSES[answer.status]
    if turn.question.scope:
        status = status.replace("sources answers", "documents chosen answers")
    yield section(f"“{clip(one_line(answer.question), _REASON_CHARS)}”\n*{status}*")
    if answer.reason:
        yield section(f"Note: {clip(one_line(answer.reason), _REASON_CHARS)}")
    when = datetime.fromtimestamp(turn.at, UTC)
    yield context(
        [
            f"Of answers of this confidence ({answer.confidence:.0%}) about so many are right.",
            f"Given on {when:%Y-%m-%d %H:%M} UTC in {answer.elapsed_ms:.0f} ms, under the id {clip(answer.id, 64)}.",
            "Each quote was compared, character by character, with the stored text before it was shown.",
        ]
    )
    if sources := (answer.citations or answer.nearest)[:_SOURCES]:
        heading = "*It rests on:*" if answer.citations else "*Nearest, but no answer:*"
        lines = [brief_line(each, "", _SOURCE_CHARS) for each in sources]
        yield section(heading)
        yield from (context(lines[first : first + 10]) for first in range(0, len(lines), 10))


def _ranking(ranking: str | None) -> Iterator[Block]:
    if ranking is None:
        yield context([LOOKING])
        return
    yield {"type": "divider"}
    for first, *rest in _grouped(ranking)[: _PASSAGES + 1]:
        yield section(f"*{clip(one_line(first).replace('*', '∗'), _LINE_CHARS)}*")
        if rest:
            yield context([clip(one_line(line), _LINE_CHARS) for line in rest[:10]])


def _grouped(ranking: str) -> list[list[str]]:
    """The lines of each passage: those that are indented belong to the one before."""
    groups: list[list[str]] = []
    for line in ranking.splitlines():
        if line.startswith(" ") and groups:
            groups[-1].append(line)
        elif line.strip():
            groups.append([line])
    return groups
