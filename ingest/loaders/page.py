"""A fetched page, the limits of fetching, and why a page could not be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.loaders.addresses import Allowed, is_public

# Whether a body is to be read, by its content type and address.
Wanted = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a page may take in all and between two pieces, how large it may be unpacked, how far it may lead."""

    seconds: float = 60.0
    idle_seconds: float = 15.0
    size: int = 50_000_000
    redirects: int = 5
    allowed: Allowed = is_public


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the address in the end, the bytes unpacked, and by what to ask whether it has changed."""

    url: str
    content_type: str
    charset: str
    data: bytes
    etag: str = ""
    last_modified: str = ""


class Unfetched(Exception):
    """A page that could not be had; the text says why and what to do."""
