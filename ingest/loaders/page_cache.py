"""The last bytes of each page, by its address: what a server's "not modified" refers to."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.loaders.page import Page

_TABLE = (
    "CREATE TABLE IF NOT EXISTS pages (address TEXT PRIMARY KEY, url TEXT NOT NULL, content_type TEXT NOT NULL,"
    " charset TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, body BLOB NOT NULL)"
)


class PageCache:
    """One SQLite file; losing it costs one fetch of each page and nothing else."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, address: str) -> Page | None:
        """The page as it was last fetched, where its server gave something to ask again by."""
        if not self._path.is_file():
            return None
        columns = "url, content_type, charset, body, etag, last_modified"
        with self._open() as db:
            row = db.execute(f"SELECT {columns} FROM pages WHERE address = ?", (address,)).fetchone()
        if row is None:
            return None
        url, content_type, charset, body, etag, last_modified = row
        return Page(url, content_type, charset, zlib.decompress(body), etag, last_modified)

    def put(self, address: str, page: Page) -> None:
        """Keep a page; one without an entity tag or date can never be asked for again and is forgotten."""
        described = (address, page.url, page.content_type, page.charset, page.etag, page.last_modified)
        with self._open() as db:
            if page.etag or page.last_modified:
                values = (*described, zlib.compress(page.data))
                db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            else:
                db.execute("DELETE FROM pages WHERE address = ?", (address,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as db:
            db.execute(_TABLE)
            yield db
