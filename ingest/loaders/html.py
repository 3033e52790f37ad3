"""Web pages, saved or fetched: the article without menus and footers, its headings, its own metadata."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml.etree import _Element

from ingest.loaders.sniff import Kind, misnamed
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.loaders.structure import Piece, assemble, cleaned, folded, one_line

_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "code", "table", "row", "cell", "div", "ab"})
_SET_AS_TYPED = frozenset({"quote", "code"})  # an empty line in them is one that the reader sees
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_SAVED_FROM = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:)\s*(https?://[^\s>]+)", re.I)
_PERMALINK = re.compile(r"\s*[¶#]$")  # what documentation prints behind each heading, to link to it
_LATIN = frozenset({"iso8859-1", "ascii"})  # browsers read both names as windows-1252
# Only dates that the page itself declares: one guessed from its text would be shown as if the publisher had said it.
_DATES = {"extensive_search": False, "original_date": True}

# The libraries report each oddity of a page to the log; what matters is said in a Failure.
for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def load_html(raw: Raw) -> Loaded | Failure:
    """A page's article; menus, footers and comments of readers are left out."""
    problem = misnamed(raw.data, "a web page", Kind.HTML, Kind.OTHER)
    if not problem and b"\0" in raw.data[:1024] and not raw.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problem = "is not a web page but holds binary data; download it again"
    if problem:
        return Failure(raw.source, problem)
    page = _decoded(raw)
    saved_from = _SAVED_FROM.search(page[:4096])
    address = raw.url or (saved_from.group(1) if saved_from else "")
    try:
        tree = trafilatura.load_html(page)
        declared = _declared_address(tree)
        found = _extracted(tree, address) if tree is not None else None
    except Exception as error:  # a broken page makes the parsers fail in many ways
        return Failure(raw.source, f"cannot be read as a web page ({one_line(error)[:100]}); save it again as text")
    text, blocks = assemble(_pieces(found.body)) if found is not None else ("", ())
    if found is None or not any(block.level == 0 for block in blocks):
        return Failure(
            raw.source,
            "holds no text that can be read (is it drawn by a script, or behind a login?); "
            "open it in a browser, save it as PDF and give that",
        )
    return Loaded(
        raw.doc_id,
        text,
        raw.source,
        title=_PERMALINK.sub("", one_line(found.title)) or raw.title_from_name,
        publisher=one_line(found.sitename) or (urlsplit(address).hostname or "").removeprefix("www."),
        published=one_line(found.date),
        url=_canonical(declared, address),
        blocks=blocks,
    )


def _extracted(tree: Any, address: str) -> Any:
    return trafilatura.bare_extraction(
        tree,
        url=address or None,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=_DATES,
    )


def _decoded(raw: Raw) -> str:
    """The characters of a page, by the rules of browsers: its mark, its server, itself; then UTF-8, then Latin."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.data.startswith(mark):
            return raw.data.decode(name, "replace").removeprefix("\ufeff")
    declared = _CHARSET.search(raw.data[:4096])
    for label in (raw.charset, declared.group(1).decode("ascii") if declared else ""):
        try:
            name = codecs.lookup(label.strip("\"' ")).name if label else ""
        except LookupError:
            continue
        if name and not name.startswith("utf-16"):
            return raw.data.decode("cp1252" if name in _LATIN else name, "replace")
    try:
        return raw.data.decode("utf-8")
    except UnicodeDecodeError:
        return raw.data.decode("cp1252", "replace")


def _declared_address(tree: Any) -> str:
    """The address that a page gives for itself, as it stands there."""
    places = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    found = (one_line(value) for place in places for value in (tree.xpath(place) if tree is not None else ()))
    return next(filter(None, found), "")


def _canonical(declared: str, address: str) -> str:
    """What the page declares, made whole; one that points a page at its site's front door is a mistake."""
    url = urljoin(address, declared) if declared else address
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        return address
    fetched = urlsplit(address)
    if address and (not _same_site(parts.hostname, fetched.hostname or "") or _is_door(parts.path, fetched.path)):
        return address
    return url


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts are of one publisher: nobody may sign a page with the address of somebody else."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _is_door(declared: str, fetched: str) -> bool:
    return declared in {"", "/"} and fetched not in {"", "/"}


def _pieces(body: _Element) -> Iterator[Piece]:
    level = 0
    for element, text in _runs(body):
        if element.tag == "head":
            rend = str(element.get("rend") or "")
            # A heading without a level is the summary of something that unfolds: one below what it stands under.
            level = int(rend[1]) if re.fullmatch(r"h[1-6]", rend) else min(max(level, 1) + 1, 6)
            yield Piece(_PERMALINK.sub("", folded(text).replace("\n", " ")), level)
        else:
            paragraphs = re.split(r"\n\s*\n", text) if element.tag in _SET_AS_TYPED else [text]
            yield from (Piece(folded(paragraph)) for paragraph in paragraphs)


def _runs(element: _Element) -> Iterator[tuple[_Element, str]]:
    """Every stretch of text that no block interrupts, with the block that it stands in."""
    if element.tag == "row":
        cells = (" ".join(cleaned("".join(_inline(cell))).split()) for cell in element)
        yield element, " | ".join(cell for cell in cells if cell)
        return
    run = [_plain(element.text, element)]
    for child in element:
        if _is_block(child):
            yield element, "".join(run)
            yield from _runs(child)
            run = []
        else:
            run.extend(_inline(child))
        run.append(_plain(child.tail, element))
    yield element, "".join(run)


def _is_block(element: _Element) -> bool:
    """Whether an element stands for itself; words set as code or in quotation marks belong to their sentence."""
    if element.tag not in _SET_AS_TYPED:
        return element.tag in _BLOCKS
    parent = element.getparent()
    alone = parent is None or parent.tag in {"body", "div", "list"}
    return alone or "\n" in (element.text or "") or any(child.tag in _BLOCKS for child in element)


def _inline(element: _Element) -> Iterator[str]:
    if not isinstance(element.tag, str):  # a comment
        return
    yield "\n" if element.tag == "lb" else _plain(element.text, element)
    for child in element:
        yield from _inline(child)
        yield " " if child.tag in _BLOCKS else ""
        yield _plain(child.tail, element)


def _plain(text: str | None, element: _Element) -> str:
    """Text in which only a line break of the page is one."""
    return (text or "") if element.tag in _SET_AS_TYPED else re.sub(r"\s+", " ", text or "")
