"""What a citation says of its source, checked: title, publisher, date, addresses, references, link and page.

A quote proves nothing when the publisher beside it is forged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from retrieval.answer import Answer, Citation
from retrieval.links import deep_link, page_of
from retrieval.rows import DocumentInfo

_FIELDS = ("title", "publisher", "published", "kind", "reliability", "url")


class Described(Protocol):
    """Where it is known what a version of a document is."""

    def described(self, doc_id: str, version: str) -> Iterable[DocumentInfo]:
        """What is known of a version; more than one where its description changed and its text did not."""
        ...

    def text(self, version: str) -> str | None:
        """The text of a version."""
        ...


def misdescribed(answer: Answer, sources: Described) -> Iterator[str]:
    """What the citations say of versions that are known, and is not so."""
    for citation in (*answer.citations, *answer.nearest):
        known = [list(_wrong(citation, each, sources)) for each in sources.described(citation.doc_id, citation.version)]
        if known and all(known):
            yield from (f"[{citation.n}] {wrong}" for wrong in min(known, key=len))


def _wrong(citation: Citation, known: DocumentInfo, sources: Described) -> Iterator[str]:
    for name in _FIELDS:
        said, is_ = getattr(citation, name), getattr(known, name)
        if said != is_:
            yield f"{name} {said!r} is {is_!r} in the source"
    listed = {(reference.marker, reference.url) for reference in known.references}
    for reference in citation.references:
        if (reference.marker, reference.url) not in listed:
            yield f"reference {reference.marker} is not to {reference.url!r} in the source"
    text = sources.text(citation.version) or ""
    if citation.page != page_of(citation.doc_id, text, citation.start):
        yield f"page {citation.page} is not where the quote stands"
    if citation.link != deep_link(citation.doc_id, known.url, text, citation.start, citation.end):
        yield f"link {citation.link!r} does not lead to the quote"
