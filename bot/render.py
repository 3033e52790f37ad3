"""An answer as a Slack message: what was found, then each citation with quote, source and references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.escape import clean, clip, link, one_line, stress
from bot.message import NOTIFICATION_CHARS, Block, Message, context, fits, section
from bot.sources import SourceDetail, brief_line, marker, short_source, source_blocks
from retrieval.answer import Answer, Citation, Disagreement, Status

NOT_ANSWERED = "The sources do not answer this."
_NEAREST = "The nearest passages follow. Do *not* take them for an answer."
_NOT_AN_ANSWER = "Not an answer: "
_MARKER = re.compile(r"\[(\d{1,4})\]")
_MAX_DISAGREEMENTS = 4
_MAX_VERSIONS = 6
_LINKS_CHARS = 1000
_REASON_CHARS = 300
_LINES = 10  # in one block of small grey lines


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much of an answer to show, in characters and in number of sources."""

    lead: int
    disagreement: int
    source: SourceDetail
    sources: int
    brief: bool = False  # a line for each source, its quote only behind "Show quote"


# Quotes and references are shortened before any source is left out: who said it matters more than how much.
_DETAILS = (
    _Detail(3000, 1500, SourceDetail(quote=2500, source=250, references=1500), sources=21),
    _Detail(3000, 1000, SourceDetail(quote=1000, source=250, references=800), sources=21),
    _Detail(3000, 700, SourceDetail(quote=400, source=250, references=400), sources=21),
    _Detail(3000, 500, SourceDetail(quote=150, source=200, references=200), sources=21),
    _Detail(2000, 300, SourceDetail(quote=60, source=120, references=0), sources=21),
    _Detail(2000, 300, SourceDetail(quote=0, source=120, references=0), sources=40, brief=True),
    _Detail(1500, 300, SourceDetail(quote=60, source=120, references=0), sources=7),
    _Detail(1000, 200, SourceDetail(quote=60, source=120, references=0), sources=1),
)


def render(answer: Answer, beneath: Sequence[Block] = ()) -> Message:
    """Show an answer within Slack's limits, with the blocks ``beneath`` at its end.

    Everything in it is treated as text, never as Slack markup.
    """
    blocks: list[Block] = []
    for detail in _DETAILS:
        blocks = [*_blocks(answer, detail), *beneath]
        if fits(blocks):
            break
    first_line = _lead(answer).split("\n", 1)[0]
    return Message(text=clip(first_line, NOTIFICATION_CHARS), blocks=tuple(blocks))


def closing(answer: Answer, beneath: Sequence[Block] = ()) -> tuple[Block, ...]:
    """All of a message but what the answer says, which stands above already."""
    return render(answer, beneath).blocks[1:]


def lead(answer: Answer, limit: int) -> str:
    """What an answer says, its numbers linked, in at most so many characters of mrkdwn."""
    citations = _shown(answer)
    links = {citation.n: marker(citation) for citation in citations}
    return _linked(_lead(answer), answer.short_answer or "", citations, links, limit)


def _lead(answer: Answer) -> str:
    said = clean(answer.answer) or NOT_ANSWERED
    reason = one_line(answer.reason or "").rstrip(".") if answer.status is Status.NOT_FOUND else ""
    return f"{said}\nWhy: {reason}." if reason else said


def _blocks(answer: Answer, detail: _Detail) -> Iterator[Block]:
    not_found = answer.status is Status.NOT_FOUND
    citations = _shown(answer)
    links = {citation.n: marker(citation) for citation in citations}
    yield section(_linked(_lead(answer), answer.short_answer or "", citations, links, detail.lead))
    if not not_found and (reason := clip(one_line(answer.reason or ""), _REASON_CHARS)):
        yield context([reason])
    for disagreement in answer.disagreements[:_MAX_DISAGREEMENTS]:
        stated = disagreement.model_copy(update={"about": _unasked(disagreement.about, answer.question)})
        yield section(_disagreement(stated, citations, links, detail.disagreement))
    if not_found and citations:
        yield section(_NEAREST)
    yield from _sources(citations, _NOT_AN_ANSWER if not_found else "", detail)


def _shown(answer: Answer) -> tuple[Citation, ...]:
    """The citations to list. A question that is not clear has no sources: whatever was near would be a guess."""
    if answer.status is Status.UNCLEAR:
        return ()
    return answer.nearest if answer.status is Status.NOT_FOUND else answer.citations


def _sources(citations: tuple[Citation, ...], label: str, detail: _Detail) -> Iterator[Block]:
    if detail.brief:
        lines = [brief_line(citation, label, detail.source.source) for citation in citations[: detail.sources]]
        yield from (context(lines[first : first + _LINES]) for first in range(0, len(lines), _LINES))
    else:
        for citation in citations[: detail.sources]:
            yield from source_blocks(citation, label, detail.source)
    if (left_out := len(citations) - detail.sources) > 0:
        yield context([f"Sources that do not fit into this message: {left_out}."])


def _unasked(about: str, question: str) -> str:
    """What sources disagree about, without the question: that stands above."""
    what, _, asked = about.partition(" (")
    return what if question and question in asked else about


def _disagreement(disagreement: Disagreement, citations: Sequence[Citation], links: dict[int, str], limit: int) -> str:
    """One line for each version, with a share of the limit each, so that none pushes out another."""
    share = limit // (_MAX_VERSIONS + 2)  # what it is about and why the first is first take their share, too
    sources = {citation.n: short_source(citation, share) for citation in citations}
    lines = [f"The sources disagree about {clip(one_line(disagreement.about), share)}:"]
    for version in disagreement.versions[:_MAX_VERSIONS]:
        markers = " ".join(links.get(n, f"[{n}]") for n in version.citations[:_MAX_VERSIONS])
        given = sources.get(version.citations[0], "") if version.citations else ""
        lines.append(" ".join(filter(None, (f"• {clip(one_line(version.value), share)}", markers, given))))
    if disagreement.why_first:
        lines.append(f"The first is first because {clip(one_line(disagreement.why_first), share)}.")
    text = "\n".join(lines)
    # Very long addresses: the same numbers are linked in the list of sources.
    return text if len(text) <= limit + _LINKS_CHARS or not links else _disagreement(disagreement, citations, {}, limit)


def _linked(lead: str, phrase: str, citations: Sequence[Citation], links: dict[int, str], limit: int) -> str:
    """The answer with its phrase in bold and its numbers linked.

    Addresses of quotes are long: those of sources come before fewer words.
    """
    if len(lead) <= limit and len(shown := _with_links(lead, phrase, links)) <= limit:
        return shown
    shorter = {citation.n: link(citation.url, f"[{citation.n}]") for citation in citations}
    return clip(lead, limit, lambda text: _with_links(text, phrase, shorter))


def _with_links(text: str, phrase: str, links: dict[int, str]) -> str:
    return _MARKER.sub(lambda match: links.get(int(match[1]), match[0]), stress(text, phrase))
