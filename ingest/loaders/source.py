"""What a loader is given, what it hands on, and what it says of a source that it could not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from ingest.blocks import Block
from retrieval.audience import EVERYONE, audience
from retrieval.documents import Reference


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one source; ``source`` is the path or address that they were read from.

    ``url`` is the address that a page was fetched from in the end, ``charset`` what its server said of it.
    """

    doc_id: str
    source: str
    data: bytes
    url: str = ""
    charset: str = ""

    @property
    def title_from_name(self) -> str:
        """The name of the file, in words."""
        path = unquote(urlsplit(self.url).path) if self.url else self.source
        words = re.sub(r"[-_\s]+", " ", PurePosixPath(path).stem).strip()
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source as read: ``text`` exactly as loaded; the body begins at ``body_start``.

    ``blocks`` are the headings and paragraphs where the source's own structure says what they are; without them the
    text is taken apart as Markdown or as plain text. ``warning`` says what of the source could not be read.
    ``audience`` is who may see it.
    """

    doc_id: str
    text: str
    source: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    kind: str = ""
    reliability: str = ""
    as_of: str = ""
    audience: str = EVERYONE
    body_start: int = 0
    markdown: bool = False
    references: tuple[Reference, ...] = ()
    blocks: tuple[Block, ...] = ()
    warning: str = ""


def named_audience(fields: Mapping[Any, Any]) -> str:
    """The audience among the fields that describe a source. Raises ValueError where it cannot be told.

    However the name of the field is written: a slip there must not open a document to everyone.
    """
    for name, value in fields.items():
        if str(name).strip().casefold() in {"audience", "audiences"}:
            return audience("" if value is None else value)
    return EVERYONE


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a line of one, that could not be read: where, and what to do about it.

    ``file`` is the file that a line stands in.
    """

    where: str
    problem: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


def printable(name: str) -> str:
    """A file's name as it can be written out: Python reads what is not UTF-8 in it as halves of characters."""
    return name.encode(errors="replace").decode()
