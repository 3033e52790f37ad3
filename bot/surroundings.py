"""A quote in its surroundings, cut from the stored version of its source, and whether the source still says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.escape import clean
from retrieval.answer import Answer, Citation
from retrieval.markers import RUN, shown
from retrieval.verify import Checked, Versions, verify

_AROUND = 900  # characters on each side: a few sentences
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\r?\n.*?\n---\r?\n", re.DOTALL)
_BOUNDARY = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\"’')]))\s+|\n")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``before + quoted + after`` is the passage without reference markers and marks of headings.

    The edges are between sentences.
    """

    before: str
    quoted: str
    after: str


def surroundings(citation: Citation, versions: Versions | None) -> Surroundings | None:
    """The passage around a quote; None when the document, or the version that it was cut from, is no longer there.

    None too when whoever looks may not see the document: what stands around the quote was not shown to them.
    """
    if versions is None or versions.current_version(citation.doc_id) is None:
        return None
    text = versions.text(citation.version)
    if text is None or shown(text[citation.start : citation.end]) != citation.quote:
        return None
    body = body_start(text, citation.start)
    first = max(body, citation.start - _AROUND)
    before, after = text[first : citation.start], text[citation.end : citation.end + _AROUND]
    if first > body and (edge := _BOUNDARY.search(before)):
        before = before[edge.end() :]
    if citation.end + _AROUND < len(text) and (edges := [*_BOUNDARY.finditer(after)]):
        after = after[: edges[-1].start()]
    return Surroundings(_told(before, at_end=True), citation.quote, _told(after, at_end=False))


def body_start(text: str, quote: int) -> int:
    """Where a text begins behind its front matter, unless the quote stands in that."""
    front = _FRONT_MATTER.match(text)
    return front.end() if front and front.end() <= quote else 0


def standing(citation: Citation, answer: Answer, versions: Versions | None) -> Checked | None:
    """What has become of a quote in the live version of its document; None where that cannot be looked up."""
    if versions is None:
        return None
    only = answer.model_copy(update={"citations": (citation,), "nearest": ()})
    return verify(only, versions)[0]


def _told(piece: str, *, at_end: bool) -> str:
    """A piece as it is shown, with a space or the end of a line towards the quote where the source has one."""
    bare = RUN.sub("", piece)
    text = clean(_HEADING.sub("", bare))
    gap = piece[len(piece.rstrip()) :] if at_end else bare[: len(bare) - len(bare.lstrip())]
    space = ("\n" if "\n" in gap else " ") if text and gap else ""
    return text + space if at_end else space + text
