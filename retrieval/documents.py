"""Document, sentence, passage, reference, marker. Offsets are code points into ``Document.text``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered outside source that a document itself cites."""

    marker: str
    url: str
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a document prints the number of a reference.

    ``clause_start`` is where the clause begins that the marker closes; ``whole_document`` is set when the marker
    hangs on a name in a run that lists the document's references and therefore supports no clause.
    """

    number: str
    start: int
    end: int
    clause_start: int
    whole_document: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of a version, with its markers."""

    start: int
    end: int
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one section: the unit that is embedded and searched."""

    section: str
    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Offset of the first sentence."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Offset behind the last sentence."""
        return self.sentences[-1].end


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a source, taken apart. ``source`` is where it was read from.

    ``reliability`` is what sort of source it is (``primary``, ``press``, ``secondary``, ``digest``), ``as_of`` the last
    day that it covers; both as the source says, or empty. ``audience`` is who may see it (``retrieval.audience``).
    """

    doc_id: str
    title: str
    text: str
    passages: tuple[Passage, ...]
    references: tuple[Reference, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""
    kind: str = ""
    source: str = ""
    reliability: str = ""
    as_of: str = ""
    audience: str = ""

    @property
    def version(self) -> str:
        """sha256 of the text in UTF-8."""
        return text_version(self.text)


def text_version(text: str) -> str:
    """The version name of a text: sha256 of its UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
