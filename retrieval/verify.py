"""Re-checking an answer's citations against the stored versions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.answer import Answer, Citation
from retrieval.markers import RUN, shown
from retrieval.store import Store

_UNIT = re.compile(rf"{RUN.pattern}|(?P<kept>\s+|\S)")


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


def verify(answer: Answer, store: Store) -> list[Checked]:
    """Check every citation, those of the nearest passages too."""
    return [_check(citation, store) for citation in (*answer.citations, *answer.nearest)]


def _check(citation: Citation, store: Store) -> Checked:
    version = store.current_version(citation.doc_id)
    if version is not None:
        text = store.text(version) or ""
        inside = 0 <= citation.start < citation.end <= len(text)
        if version == citation.version and inside and shown(text[citation.start : citation.end]) == citation.quote:
            return Checked(citation, Finding.VERIFIED)
        found = find_quote(citation.quote, text)
        if found is not None:
            return Checked(citation, Finding.MOVED, f"now at {found[0]}–{found[1]}")
    elsewhere = _elsewhere(citation, store)
    if elsewhere:
        return Checked(citation, Finding.OTHER_DOCUMENT, f"found in {', '.join(elsewhere)}")
    return Checked(citation, Finding.GONE if version is None else Finding.CHANGED)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, whatever markers and white space stand between its words."""
    if not quote.strip() or quote not in shown(text):
        return None
    # The text as shown, each of its characters with its place in the stored text.
    units = [(" " if found.isspace() else found, m.start()) for m in _UNIT.finditer(text) if (found := m.group("kept"))]
    first = "".join(unit for unit, _ in units).find(quote)
    return (units[first][1], units[first + len(quote) - 1][1] + 1) if first >= 0 else None


def _elsewhere(citation: Citation, store: Store) -> Sequence[str]:
    return [
        doc_id
        for doc_id, version in store.current_versions()
        if doc_id != citation.doc_id and find_quote(citation.quote, store.text(version) or "")
    ]
