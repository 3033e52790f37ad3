"""What kind of file some bytes are, whatever their name says."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of file that are told apart by their first bytes; the value is how a person calls them."""

    PDF = "a PDF"
    ZIP = "a zip archive"
    OLE = "an old or password-protected Office file"
    IMAGE = "a picture"
    HTML = "a web page"
    OTHER = "something else"


_SIGNATURES = (
    (re.compile(rb"[\s\S]{0,1019}%PDF-"), Kind.PDF),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), Kind.ZIP),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Kind.OLE),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP", re.S), Kind.IMAGE),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|!--)", re.I), Kind.HTML),
)
_MEND = {
    Kind.PDF: "give it the ending .pdf",
    Kind.ZIP: "if it is a Word file, give it the ending .docx, else unpack it",
    Kind.OLE: "open it in Word and save it as .docx without a password",
    Kind.IMAGE: "run it through text recognition (OCR) and give the text or a PDF",
    Kind.HTML: "give it the ending .html, or download it again: it may be the page of an error",
    Kind.OTHER: "open it in its program and save it again, or download it again",
}


def kind_of(data: bytes) -> Kind:
    """The kind that the first bytes show."""
    return next((kind for signature, kind in _SIGNATURES if signature.match(data[:1024])), Kind.OTHER)


def misnamed(data: bytes, name: str, *expected: Kind) -> str:
    """What is wrong with a file that should be of one of these kinds, and how to mend it; empty when nothing is."""
    if not data.strip():
        return "is empty; copy or download it again, or leave it out"
    kind = kind_of(data)
    if kind in expected:
        return ""
    found = "is not" if kind is Kind.OTHER else f"is {kind}, not"
    return f"{found} {name}; {_MEND[kind]}"
