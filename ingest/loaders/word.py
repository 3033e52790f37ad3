"""Word files: headings by their styles, tables by row, footnotes as the references that they are."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
from lxml import etree

from ingest.loaders.sniff import Kind, misnamed
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.loaders.structure import assemble, day, one_line
from ingest.loaders.word_body import pieces

if TYPE_CHECKING:
    from docx.document import Document

MAX_UNPACKED = 500_000_000
# The date of the template that libraries start from; it says nothing of the document.
_TEMPLATE_DAY = "2013-12-23"
_COMPANY = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company"


def load_word(raw: Raw) -> Loaded | Failure:
    """The text of a ``.docx``: with accepted changes, without comments and hidden words."""
    problem = misnamed(raw.data, "a Word file", Kind.ZIP) or _unpacked(raw.data)
    if problem:
        return Failure(raw.source, problem)
    try:
        document = docx.Document(io.BytesIO(raw.data))
        found = list(pieces(document))
        text, blocks = assemble(piece for _, piece in found)
        title = one_line(document.core_properties.title) or next((p.text for titled, p in found if titled), "")
        publisher, published = _company(document), _published(document)
    except Exception as error:  # a broken file makes the parsers fail in many ways
        return Failure(
            raw.source, f"is a damaged Word file ({one_line(error)[:100]}); open it in Word, save it again, or as PDF"
        )
    if not any(block.level == 0 for block in blocks):
        return Failure(raw.source, "holds no text (pictures only?); run it through text recognition (OCR) first")
    return Loaded(
        raw.doc_id,
        text,
        raw.source,
        title=title or ("" if blocks[0].level else raw.title_from_name),
        publisher=publisher,
        published=published,
        url=raw.url,
        blocks=blocks,
    )


def _unpacked(data: bytes) -> str:
    """What is wrong with the archive; its directory says how large it gets before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return f"is a damaged Word file ({error}); copy or download it again"
    if sum(entries.values()) > MAX_UNPACKED:
        return f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB; save it without its pictures"
    if not any(re.fullmatch(r"word/document\d*\.xml", name) for name in entries):
        return "is a zip archive but not a Word file; unpack it and give the files inside"
    return ""


def _published(document: Document) -> str:
    """The day of the last change: a file made from an old one keeps the old day of creation."""
    properties = document.core_properties
    for value in (properties.modified, properties.created):
        found = day(value)
        if found and found != _TEMPLATE_DAY:
            return found
    return ""


def _company(document: Document) -> str:
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            return one_line(root.findtext(_COMPANY))
    return ""
