"""The articles as the cases see them: their sentences, read from an index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.markers import shown
from retrieval.store import Store


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: ``text[start:end]`` of a version, as it is shown, with the numbers of its references."""

    document: str
    version: str
    section: str
    start: int
    end: int
    quote: str
    markers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Source:
    """The live version of one document."""

    document: str
    version: str
    title: str
    text: str
    lines: tuple[Line, ...]


def read_sources(store: Store) -> Iterator[Source]:
    """Every live document, by id."""
    passages = store.by_row(sorted(store.rows_of(store.current_ids())))
    for doc_id, version in store.current_versions():
        text = store.text(version) or ""
        own = [stored for stored in passages.values() if stored.document.doc_id == doc_id]
        lines = {
            sentence.start: Line(
                doc_id,
                version,
                stored.passage.section,
                sentence.start,
                sentence.end,
                shown(text[sentence.start : sentence.end]),
                frozenset(marker.number for marker in sentence.markers if not marker.whole_document),
            )
            for stored in own
            for sentence in stored.passage.sentences
        }
        title = own[0].document.title if own else doc_id
        yield Source(doc_id, version, title, text, tuple(lines[start] for start in sorted(lines)))
