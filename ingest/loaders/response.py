"""What a server's answer says, and its body, unpacked no further than the limit."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import httpx

from ingest.loaders.page import Limits, Page, Unfetched, Wanted

_MEND = {
    401: "it wants a login; save the page from a browser and give the file",
    403: "it refuses programs; save the page from a browser and give the file",
    404: "check the address, or leave it out",
    410: "it is gone for good; leave it out",
    429: "too many requests; try again later",
}


def read_page(
    response: httpx.Response,
    target: httpx.URL,
    limits: Limits,
    deadline: float,
    wanted: Wanted,
    known: Page | None,
) -> Page:
    """The page that an answer brings; ``known`` when it says that nothing has changed. Raises Unfetched."""
    status = response.status_code
    if status == httpx.codes.NOT_MODIFIED and known is not None and known.url == str(target):
        return known
    if status != httpx.codes.OK:
        mend = _MEND.get(status, "try again later" if status >= 500 else "check the address")
        raise Unfetched(f"answers {status} {response.reason_phrase}".rstrip() + f"; {mend}")
    content_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if not wanted(content_type, str(target)):
        raise Unfetched(f"is {content_type}, which is not read; give a page, a PDF, a Word file or text")
    page = Page(
        str(target),
        content_type,
        response.charset_encoding or "",
        b"",
        response.headers.get("ETag", ""),
        response.headers.get("Last-Modified", ""),
    )
    return replace(page, data=b"".join(_body(response, limits, deadline)))


def _body(response: httpx.Response, limits: Limits, deadline: float) -> Iterator[bytes]:
    """The body, unpacked no further than the limit: a few bytes may unpack to gigabytes."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower() or "identity"
    if encoding not in {"identity", "gzip", "x-gzip"}:
        raise Unfetched(f"is packed as {encoding}, which was not asked for; save it from a browser and give the file")
    unpacker = None if encoding == "identity" else zlib.decompressobj(wbits=31)
    size = 0
    for chunk in response.iter_raw():
        data = chunk if unpacker is None else unpacker.decompress(chunk, limits.size - size + 1)
        size += len(data)
        if size > limits.size:
            raise Unfetched(f"is larger than {limits.size / 1e6:g} MB; save the part that matters and give the file")
        if time.monotonic() > deadline:
            raise TimeoutError
        yield data
        if unpacker is not None and unpacker.eof:
            return
    if unpacker is not None:
        raise Unfetched("broke off in the middle; try again")
