"""What a loader hands on, and what it says of a source that it could not read."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.documents import Reference


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source as read: ``text`` exactly as loaded; the body begins at ``body_start``."""

    doc_id: str
    text: str
    source: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    kind: str = ""
    body_start: int = 0
    markdown: bool = False
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a line of one, that could not be read: where, and what to do about it."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"
