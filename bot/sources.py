"""How one citation is shown: its number and quote, then where it stands and what its document refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.escape import ELLIPSIS, clip, link, one_line
from bot.message import SECTION_CHARS, Block, context, section
from retrieval.answer import Citation, CitedReference, Scope
from retrieval.reliability import sort_of_source

_SCOPES = {
    Scope.CLAUSE: "per",
    Scope.SENTENCE: "elsewhere in this sentence:",
    Scope.DOCUMENT: "references of the document:",
}
_SORT_CHARS = 40


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """How many characters a quote, the line on its source and each list of references may take."""

    quote: int
    source: int
    references: int


def source_blocks(citation: Citation, label: str, detail: SourceDetail) -> Iterator[Block]:
    """The blocks of one citation; ``label`` goes in front of the quote."""
    number = marker(citation)
    frame = f"{number} {label}“”"
    quote = clip(one_line(citation.quote), min(detail.quote, SECTION_CHARS - len(frame)))
    yield section(f"{number} {label}“{quote}”")
    lines = [_source_line(citation, detail.source), *reference_lines(citation.references, detail.references)]
    if shown := [line for line in lines if line]:
        yield context(shown)


def brief_line(citation: Citation, label: str, limit: int) -> str:
    """A citation without its quote, in one line."""
    return f"{link(citation.url, f'[{citation.n}]')} {label}{_source_line(citation, limit)}"


def marker(citation: Citation) -> str:
    """The number of a citation, linked to its quote where the source can be opened there, or else to the source."""
    number = f"[{citation.n}]"
    linked = link(citation.link, number)
    return linked if linked != number else link(citation.url, number)


def short_source(citation: Citation, limit: int) -> str:
    """What sort of source it is and of what date, in at most so many characters."""
    parts = (sort_of_source(citation.reliability), citation.published)
    return clip(", ".join(filter(None, map(one_line, parts))), min(limit, _SORT_CHARS))


def _source_line(citation: Citation, limit: int) -> str:
    sort = clip(one_line(sort_of_source(citation.reliability)), _SORT_CHARS)
    parts = (citation.title, citation.publisher, citation.published, citation.section)
    where = clip(" · ".join(filter(None, map(one_line, parts))), limit - len(sort))
    return " · ".join(filter(None, (sort, where)))


def reference_lines(references: Sequence[CitedReference], limit: int) -> Iterator[str]:
    """What the document itself refers to at the quote: a line for each scope, each in so many characters."""
    for scope, label in _SCOPES.items():
        links = [link(ref.url, f"[{ref.marker}]") for ref in references if ref.scope is scope]
        if links:
            yield f"{label} {_as_many_as_fit(links, limit)}"


def _as_many_as_fit(links: Sequence[str], limit: int) -> str:
    """Whole links only: half of one would be an address to nowhere."""
    shown = ""
    for position, each in enumerate(links):
        if len(shown) + len(each) > limit:
            return f"{shown}{ELLIPSIS} and {len(links) - position} more"
        shown += each + " "
    return shown.rstrip()
