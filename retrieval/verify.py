"""Re-checking an answer: its citations against versions of the sources, its sentences against its citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from retrieval.answer import Answer, Citation, Status
from retrieval.markers import RUN, shown, unquoted
from retrieval.prose.statements import statements
from retrieval.prose.support import judged

_PIECE = 600  # characters of a quote that can only be cut out of a longer sentence
_NEAR = 200  # characters on each side that tell whether a statement begins or ends
_ENDS = frozenset(".!?…:;,\"”’'»)")
# Before a statement stands the beginning of its line, the mark of a list or a heading, or the end of another.
_BEGINS = re.compile(r"(?:^|\n|[.!?…:;|>\"“”‘’'»)\]*_#])[^\S\n]*(?:(?:[-+*•–—#>|]+|\(?\w{1,4}[.)])[^\S\n]+)*$")
_BREAKS = re.compile(r"[^\S\n]*(?:$|\n|[|;:!?…\"”’'»)*_<\[]|\.(?!\w))")
_UNIT = re.compile(rf"{RUN.pattern}|(?P<kept>\s+|\S)")


class Versions(Protocol):
    """Where the texts of the sources are: the store of an index, or a folder."""

    def current_version(self, doc_id: str) -> str | None:
        """The live version of a document, None when there is no such document."""
        ...

    def current_versions(self) -> Iterable[tuple[str, str]]:
        """``(doc_id, version)`` of every document."""
        ...

    def text(self, version: str) -> str | None:
        """The text of a version."""
        ...


class Finding(StrEnum):
    """What became of a quote."""

    VERIFIED = "verified"  # stands at its offsets in the live version
    MOVED = "moved"  # the same words stand elsewhere in the live version
    CHANGED = "changed"  # the document is there, the words are not
    GONE = "gone"  # the document is not there
    OTHER_DOCUMENT = "other-document"  # the words stand in another document only


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation with its finding; ``where`` names the place the words were found at, when it is another."""

    citation: Citation
    finding: Finding
    where: str = ""

    @property
    def holds(self) -> bool:
        """Whether the document still says this."""
        return self.finding in {Finding.VERIFIED, Finding.MOVED}


def verify(answer: Answer, store: Versions) -> list[Checked]:
    """Check every citation, those of the nearest passages too."""
    return [_check(citation, store) for citation in (*answer.citations, *answer.nearest)]


def unproved(answer: Answer) -> Iterator[str]:
    """What an answer says that its own citations do not: sentences, the short answer, values that differ.

    Quotes count as they stand; a sentence in other words has to pass the check of `retrieval.prose.support`.
    """
    if answer.status not in {Status.ANSWERED, Status.CONFLICTING}:
        if answer.citations or answer.disagreements or answer.short_answer:
            yield f"an answer of the status {answer.status} has nothing to cite"
        return
    yield from _disagreeing(answer)
    quotes = {citation.n: citation.quote for citation in answer.citations}
    rest = answer.answer
    for citation in sorted(answer.citations, key=lambda each: -len(each.quote)):
        rest = rest.replace(f"{citation.quote} [{citation.n}]", "\n")
    for statement in statements([rest]):
        cited = {n: quotes[n] for n in statement.cited if n in quotes}
        if len(cited) < len(statement.cited) or not judged(statement.text, cited).numbers:
            yield statement.text
    if answer.short_answer and not any(answer.short_answer in quote for quote in quotes.values()):
        yield answer.short_answer


def _disagreeing(answer: Answer) -> Iterator[str]:
    """Where the disagreements are not those of the citations; a version may cite other wordings of its value, too."""
    if bool(answer.disagreements) != (answer.status is Status.CONFLICTING):
        yield f"the status {answer.status} with {len(answer.disagreements)} disagreements"
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for version in (version for each in answer.disagreements for version in each.versions):
        if not any(version.value in quotes.get(n, "") for n in version.citations):
            yield version.value


def _check(citation: Citation, store: Versions) -> Checked:
    version = store.current_version(citation.doc_id)
    text = (store.text(version) or "") if version is not None else ""
    if version == citation.version and _stands(citation, text):
        return Checked(citation, Finding.VERIFIED)
    piece = len(citation.quote) >= _PIECE or _was_piece(citation, store.text(citation.version) or "")
    if found := _stated(citation.quote, text, piece=piece):
        return Checked(citation, Finding.MOVED, f"now at {found[0]}–{found[1]}")
    elsewhere = _elsewhere(citation, store, piece=piece)
    if elsewhere:
        return Checked(citation, Finding.OTHER_DOCUMENT, f"found in {', '.join(elsewhere)}")
    return Checked(citation, Finding.GONE if version is None else Finding.CHANGED)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, whatever markers and white space stand between its words."""
    return next(_places(quote, text), None)


def _stated(quote: str, text: str, *, piece: bool) -> tuple[int, int] | None:
    """Where a quote stands in a text as a statement of its own: "The fee is $5" is not said by "The fee is $500".

    One that was a ``piece`` of a very long sentence when it was cited need only be a piece now.
    """
    return next((place for place in _places(quote, text) if piece or _is_apart(text, *place)), None)


def _was_piece(citation: Citation, text: str) -> bool:
    return _stands(citation, text) and not _is_apart(text, citation.start, citation.end)


def _stands(citation: Citation, text: str) -> bool:
    """Whether a quote stands at its offsets."""
    inside = 0 <= citation.start < citation.end <= len(text)
    return inside and shown(text[citation.start : citation.end]) == citation.quote


def _is_apart(text: str, start: int, end: int) -> bool:
    before, behind = RUN.sub("", text[:start][-_NEAR:]), RUN.sub("", text[end : end + _NEAR])
    # A sentence too long for one passage is cut at a comma, and goes on in lower case.
    begun = _BEGINS.search(before) or (before.rstrip().endswith(",") and not text[start].isupper())
    ended = (text[end - 1] in _ENDS and not behind[:1].isalnum()) or _BREAKS.match(behind)
    return bool(begun and ended)


def _places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    if not quote.strip() or quote not in shown(text):
        return
    # The text as shown, each of its characters with its place in the stored text.
    units = [
        (" " if found.isspace() else found, m.start())
        for m in _UNIT.finditer(unquoted(text))
        if (found := m.group("kept"))
    ]
    told = "".join(unit for unit, _ in units)
    first = told.find(quote)
    while first >= 0:
        yield units[first][1], units[first + len(quote) - 1][1] + 1
        first = told.find(quote, first + 1)


def _elsewhere(citation: Citation, store: Versions, *, piece: bool) -> Sequence[str]:
    return [
        doc_id
        for doc_id, version in store.current_versions()
        if doc_id != citation.doc_id and _stated(citation.quote, store.text(version) or "", piece=piece)
    ]
