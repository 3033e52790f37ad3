"""A loaded text, taken apart into a document: sections, sentences, passages, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.blocks import Block, markdown_blocks, text_blocks
from ingest.loaders.source import Loaded
from ingest.references import listed_references
from ingest.sentences import split_sentences
from retrieval.documents import Document, Passage, Sentence
from retrieval.markers import shown

# About 190 word pieces, so that title and section fit in front within the 256 that the model reads.
PASSAGE_CHARS = 800


# A run this long without white space is data (an encoded picture, a key), and no one asks questions of it.
MAX_UNBROKEN = 10_000


class NotQuotable(ValueError):
    """A text without one sentence that could be quoted."""


def parse(loaded: Loaded) -> Document:
    """Take a loaded text apart. Raises NotQuotable when there is nothing to quote."""
    _check_prose(loaded.text)
    splitter = markdown_blocks if loaded.markdown else text_blocks
    blocks = list(loaded.blocks or splitter(loaded.text, loaded.body_start or _body_start(loaded.text)))
    listed, body = listed_references(loaded.text, blocks)
    references = loaded.references or listed
    numbers = frozenset(reference.marker for reference in references)
    title = loaded.title or _first_heading(loaded.text, blocks) or loaded.doc_id
    passages = tuple(_passages(loaded.text, title, body, numbers))
    if not passages:
        what = "holds only references" if references else "is empty"
        raise NotQuotable(f"{what}: there is no sentence to quote; add text or leave the file out")
    return Document(
        doc_id=loaded.doc_id,
        title=title,
        text=loaded.text,
        passages=passages,
        references=references,
        publisher=loaded.publisher,
        published=loaded.published,
        url=loaded.url,
        kind=loaded.kind,
        source=loaded.source,
        reliability=loaded.reliability,
        as_of=loaded.as_of,
        audience=loaded.audience,
    )


def _body_start(text: str) -> int:
    """Behind a byte order mark, which belongs to the file and not to its first sentence."""
    return 1 if text.startswith("\ufeff") else 0


def _check_prose(text: str) -> None:
    run = re.search(rf"[!-~]{{{MAX_UNBROKEN}}}", text)
    if run is not None:
        line = text.count("\n", 0, run.start()) + 1
        raise NotQuotable(
            f"line {line} holds more than {MAX_UNBROKEN:,} characters without a space: data, not text; take it out"
        )


def _passages(text: str, title: str, blocks: Sequence[Block], numbers: frozenset[str]) -> Iterator[Passage]:
    path: list[tuple[int, str]] = []
    pending: list[Sentence] = []
    section = ""
    for block in blocks:
        if block.level:
            yield from _grouped(section, pending)
            pending = []
            heading = shown(text[block.start : block.end])
            path = [entry for entry in path if entry[0] < block.level] + [(block.level, heading)]
            section = " > ".join(name for _, name in path if name not in {"", title})
        else:
            pending.extend(split_sentences(text, block.start, block.end, numbers))
    yield from _grouped(section, pending)


def _grouped(section: str, sentences: Sequence[Sentence]) -> Iterator[Passage]:
    """Fill passages up to the limit; a sentence is never cut, so one that is longer stands alone."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sentence.end - group[0].start > PASSAGE_CHARS:
            yield Passage(section, tuple(group))
            group = []
        group.append(sentence)
    if group:
        yield Passage(section, tuple(group))


def _first_heading(text: str, blocks: Sequence[Block]) -> str:
    """The heading that opens a text; "Introduction" and its like name a part, not the document."""
    if blocks and blocks[0].level:
        heading = shown(text[blocks[0].start : blocks[0].end])
        if heading.lower() not in {"introduction", "overview", "summary", "background", "abstract"}:
            return heading
    return ""
