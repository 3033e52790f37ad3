"""Pages, PDFs, Word files and texts by their ``http(s)`` address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urlsplit, urlunsplit

from ingest.loaders.fetch import fetch
from ingest.loaders.page import Limits, Unfetched
from ingest.loaders.page_cache import PageCache
from ingest.loaders.readers import SUFFIXES, read
from ingest.loaders.sniff import Kind, kind_of
from ingest.loaders.source import Failure, Loaded, Raw

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
# What servers say of files that they know nothing about.
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})


class Web:
    """Fetches sources; ``cache`` is the file that keeps what unchanged pages are recognised by."""

    def __init__(self, cache: Path, limits: Limits | None = None) -> None:
        self._cache = PageCache(cache)
        self._limits = limits or Limits()

    def load(self, addresses: Sequence[str]) -> Iterator[Loaded | Failure]:
        """Each address in turn; one that cannot be had is a failure, and the rest goes on."""
        for address in dict.fromkeys(map(_plain, addresses)):
            yield self._load(address)

    def _load(self, address: str) -> Loaded | Failure:
        known = self._cache.get(address)
        try:
            page = fetch(address, self._limits, lambda said, url: bool(_suffix(said, url)), known)
        except Unfetched as error:
            return Failure(address, str(error))
        raw = Raw(address, address, page.data, page.url, page.charset)
        loaded = read(_suffix(page.content_type, page.url, page.data), raw)
        if page is not known and isinstance(loaded, Loaded):
            self._cache.put(address, page)
        return loaded


def _plain(address: str) -> str:
    """The address as a document's id: without its fragment, the host in small letters."""
    try:
        parts = urlsplit(urldefrag(address.strip()).url)
    except ValueError:  # said of it when it is fetched
        return address
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def _suffix(content_type: str, url: str, data: bytes | None = None) -> str:
    """The suffix of the kind of file that a server says, or fails to say, it sends; empty for what is not read."""
    named = PurePosixPath(urlsplit(url).path).suffix.lower()
    if content_type in _UNTOLD or (content_type == "text/plain" and named in {".md", ".markdown"}):
        found = {Kind.PDF: ".pdf", Kind.HTML: ".html", Kind.ZIP: ".docx"}.get(kind_of(data or b""))
        return found or (named if named in SUFFIXES else ".html")
    return _TYPES.get(content_type, "")
