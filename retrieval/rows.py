"""Documents and passages as rows of the store, and back."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import NamedTuple

import orjson

from retrieval.audience import EVERYONE
from retrieval.documents import Document, Marker, Passage, Reference, Sentence

# Raised whenever texts are taken apart or put in front of the model in another way: everything is read anew.
LAYOUT = "5"


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its place in the index and the document that it belongs to."""

    row: int
    key: str
    passage: Passage
    document: DocumentInfo


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known of a version of a document, its text aside."""

    doc_id: str
    version: str
    title: str
    publisher: str
    published: str
    url: str
    kind: str
    references: tuple[Reference, ...]
    reliability: str = ""
    audience: str = ""


class ToEmbed(NamedTuple):
    """A passage as it goes into the vector store: its name, what the model reads, its document and who may see that."""

    key: str
    text: str
    doc_id: str
    audience: str = EVERYONE


def described(document: Document) -> DocumentInfo:
    """What is known of a document, its text aside."""
    shared = {name: getattr(document, name) for name in DocumentInfo.__dataclass_fields__}
    return DocumentInfo(**shared)


def fingerprint(document: Document) -> str:
    """Changes whenever anything changes that is embedded, searched or shown."""
    parts = (LAYOUT, document.version, document.title, document.publisher, document.published, document.url)
    kinds = (document.kind, document.reliability, document.as_of, *filter(None, [document.audience]))
    described = [*parts, *kinds, *(str(asdict(reference)) for reference in document.references)]
    return _digest(described)


def embedded_text(document: Document, passage: Passage, shown: str) -> str:
    """What the model reads for a passage: title and section in front of the words."""
    header = " > ".join(part for part in (document.title, passage.section) if part)
    return f"{header}\n{shown}"


def passage_key(document: Document, print_: str, ordinal: int) -> str:
    """The passage's name in the vector store: the same content at the same place has the same name."""
    return _digest([document.doc_id, print_, str(ordinal)])[:32]


def pack_sentences(sentences: tuple[Sentence, ...]) -> str:
    """Sentences with their markers, as JSON."""
    rows = [
        [s.start, s.end, [[m.number, m.start, m.end, m.clause_start, m.whole_document] for m in s.markers]]
        for s in sentences
    ]
    return orjson.dumps(rows).decode()


def unpack_sentences(packed: str) -> tuple[Sentence, ...]:
    """The reverse of ``pack_sentences``."""
    return tuple(
        Sentence(start, end, tuple(Marker(*marker) for marker in markers))
        for start, end, markers in orjson.loads(packed)
    )


def pack_references(references: tuple[Reference, ...]) -> str:
    """References as JSON."""
    return orjson.dumps([asdict(reference) for reference in references]).decode()


def unpack_references(packed: str) -> tuple[Reference, ...]:
    """The reverse of ``pack_references``."""
    return tuple(Reference(**entry) for entry in orjson.loads(packed))


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
