"""Links that open a source at the quoted words: a page of a PDF, or a text fragment that browsers scroll to."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag

_WHOLE_WORDS = 12  # a quote of so few is named whole; of a longer one its first and last words
_END_WORDS = 5
_AROUND_WORDS = 4
_CELL = re.compile(r"(?:^|\s)\|(?=\s|$)")  # between the cells of a table's row; the page has nothing there


def page_of(doc_id: str, text: str, start: int) -> int | None:
    """The page on which an offset stands, for documents whose stored text closes each page with a form feed."""
    paged = text.endswith("\f") and (_is_web(doc_id) or doc_id.lower().endswith(".pdf"))
    return text.count("\f", 0, start) + 1 if paged else None


def deep_link(doc_id: str, url: str, text: str, start: int, end: int) -> str:
    """The address of ``text[start:end]`` inside its source; empty where no address leads there.

    Only what was read off the page itself can be found in it: an article of our own that names a page as its URL
    does not get a fragment.
    """
    if not url.startswith(("http://", "https://")) or not text[start:end].strip("| \n"):
        return ""
    page = page_of(doc_id, text, start)
    if page is not None:
        return f"{urldefrag(url).url}#page={page}"
    if not (_is_web(doc_id) or doc_id.lower().endswith((".html", ".htm"))):
        return ""
    address, _, anchor = url.partition("#")
    return f"{address}#{anchor.split(':~:')[0]}:~:text={_fragment(text, start, end)}"


def _is_web(doc_id: str) -> bool:
    return doc_id.startswith(("http://", "https://"))


def _fragment(text: str, start: int, end: int) -> str:
    """``[prefix-,]first[,last][,-suffix]``, with words around where the same ones stand earlier in the document."""
    cells = [words for cell in _CELL.split(text[start:end]) if (words := cell.split())]
    if len(cells) == 1 and len(cells[0]) <= _WHOLE_WORDS:
        first, parts = cells[0], [cells[0]]
    else:
        first = cells[0][:_END_WORDS]
        parts = [first, cells[-1][-_END_WORDS:]]
    encoded = [_encoded(words) for words in parts]
    if _stands_earlier(first, text[:start]):
        before = _line_before(text, start)[-_AROUND_WORDS:]
        after = _line_after(text, end)[:_AROUND_WORDS]
        encoded = [f"{_encoded(before)}-"] * bool(before) + encoded + [f"-{_encoded(after)}"] * bool(after)
    return ",".join(encoded)


def _stands_earlier(words: list[str], before: str) -> bool:
    return re.search(r"\s+".join(map(re.escape, words)), before, re.I) is not None


def _line_before(text: str, start: int) -> list[str]:
    """The words in front of a place that belong to the same paragraph of the page."""
    return _CELL.split(text[text.rfind("\n", 0, start) + 1 : start])[-1].split()


def _line_after(text: str, end: int) -> list[str]:
    line_end = text.find("\n", end)
    return _CELL.split(text[end : line_end if line_end >= 0 else len(text)])[0].split()


def _encoded(words: list[str]) -> str:
    """Percent-encoded; a hyphen, which would mark a prefix or suffix, as well."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
