"""The paragraphs of a Word file in reading order, off its XML.

The library's own paragraphs leave out what stands in content controls, text boxes, accepted insertions and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.loaders.structure import Piece, folded

if TYPE_CHECKING:
    from docx.document import Document

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_P, _TABLE, _ROW, _CELL, _BOX = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "txbxContent"))
# Struck-out text, the copy of a text box for old programs, and what is drawn by a field rather than written.
_LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), f"{{{_COMPATIBILITY}}}Fallback"})
_BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_CONTENTS_TABLE = re.compile(r"toc \d|table of (?:contents|figures|authorities)", re.I)
_VAL, _ID, _CALL = qn("w:val"), qn("w:id"), qn("w:footnoteReference")


def pieces(document: Document) -> Iterator[tuple[bool, Piece]]:
    """Every heading, paragraph and table row, with whether it is set as the document's title; footnotes last."""
    reading = _Reading(document)
    yield from _inside(document.element.body, reading)
    notes = list(_footnotes(document, reading))
    if notes:
        yield False, Piece("Footnotes", 1)
        yield from ((False, Piece(note)) for note in notes)


class _Reading:
    """What a paragraph's style stands for (styles inherit their heading level), and the number of each footnote."""

    def __init__(self, document: Document) -> None:
        self._names: dict[str, str] = {}
        self._based_on: dict[str, str] = {}
        self._outline: dict[str, int] = {}
        for style in document.styles.element.iter(qn("w:style")):
            key = str(style.get(qn("w:styleId")))
            self._names[key] = _value(style, "w:name").lower()
            self._based_on[key] = _value(style, "w:basedOn")
            outline = _value(style, "w:pPr/w:outlineLvl")
            if outline.isdigit():
                self._outline[key] = int(outline)
        called = dict.fromkeys(str(call.get(_ID)) for call in document.element.body.iter(_CALL))
        self.notes = {note: number for number, note in enumerate(called, start=1)}

    def style(self, paragraph: _Element) -> tuple[str, int]:
        """The name of a paragraph's style and its heading level (0 for prose)."""
        key = _value(paragraph, "w:pPr/w:pStyle")
        name = self._names.get(key, "")
        own = _value(paragraph, "w:pPr/w:outlineLvl")
        seen: set[str] = set()
        while not own and key and key not in seen:
            seen.add(key)
            numbered = re.fullmatch(r"heading (\d)", self._names.get(key, ""))
            own = str(int(numbered.group(1)) - 1) if numbered else str(self._outline.get(key, ""))
            key = self._based_on.get(key, "")
        level = int(own) + 1 if own.isdigit() and int(own) < 9 else 0  # 9 is Word's word for body text
        return name, 1 if name == "title" else level


def _inside(element: _Element, reading: _Reading) -> Iterator[tuple[bool, Piece]]:
    for child in element:
        if child.tag == _P:
            yield from _paragraph(child, reading)
        elif child.tag == _TABLE:
            yield from _table(child, reading)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _inside(child, reading)


def _paragraph(paragraph: _Element, reading: _Reading) -> Iterator[tuple[bool, Piece]]:
    name, level = reading.style(paragraph)
    if not _CONTENTS_TABLE.match(name):
        text = folded("".join(_characters(paragraph, reading)))
        yield name == "title", Piece(text.replace("\n", " ") if level else text, level)
    for box in _boxes(paragraph):
        yield from _inside(box, reading)


def _table(table: _Element, reading: _Reading) -> Iterator[tuple[bool, Piece]]:
    """A table by row; one that only lays out the page, with a single cell, is read as what it holds."""
    rows = [[cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row] for row in _rows(table)]
    if [len(row) for row in rows] == [1]:
        yield from _inside(rows[0][0], reading)
        return
    for row in rows:
        cells = (" ".join(piece.text for _, piece in _inside(cell, reading) if piece.text) for cell in row)
        yield False, Piece(" | ".join(" ".join(cell.split()) for cell in cells if cell))


def _rows(table: _Element) -> Iterator[_Element]:
    return (row for row in table.iter(_ROW) if next(row.iterancestors(_TABLE)) is table)


def _boxes(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _boxes(child)


def _characters(element: _Element, reading: _Reading) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == _BOX or _is_hidden(child):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == _CALL:
            yield f"[{reading.notes[str(child.get(_ID))]}]"
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag != qn("w:pPr"):
            yield from _characters(child, reading)


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(_VAL) not in {"0", "false"}


def _footnotes(document: Document, reading: _Reading) -> Iterator[str]:
    """Footnotes as ``[n] text``, each with the number under which the text calls it."""
    found: dict[int, str] = {}
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iter(qn("w:footnote")):
                number = reading.notes.get(str(note.get(_ID)))
                text = " ".join("".join(_characters(note, reading)).split())
                if number and text:
                    found[number] = f"[{number}] {text}"
    return (found[number] for number in sorted(found))


def _value(element: _Element, path: str) -> str:
    found = element.find("/".join(qn(name) for name in path.split("/")))
    return "" if found is None else str(found.get(_VAL) or "")
