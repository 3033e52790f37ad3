"""Server-sent events: what changes in the workspace goes to every open page."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator

from aiohttp import web

from bot.local.model import Json

_SILENCE_SECONDS = 15.0
Queue = asyncio.Queue[Json | None]


class Feed:
    """The open pages. ``publish`` may be called from any thread, everything else in the server's loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pages: set[Queue] = set()

    def publish(self, event: Json) -> None:
        """Send an event to every page."""
        self._put(event)

    async def close(self, app: web.Application) -> None:
        """End every stream, or the server would wait for them."""
        del app
        self._put(None)

    async def serve(self, request: web.Request, snapshot: Callable[[], Json]) -> web.StreamResponse:
        """Send a page what there is, and then whatever happens."""
        self._loop = asyncio.get_running_loop()
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        with self._page() as queue, contextlib.suppress(ConnectionError):
            # In the queue before the snapshot is made: a change in between comes twice rather than never.
            await response.prepare(request)
            await response.write(_encoded(snapshot()))
            while (event := await _next(queue)) is not None:
                await response.write(_encoded(event) if event else b": still here\n\n")
        return response

    @contextlib.contextmanager
    def _page(self) -> Iterator[Queue]:
        queue: Queue = asyncio.Queue()
        self._pages.add(queue)
        try:
            yield queue
        finally:
            self._pages.discard(queue)

    def _put(self, event: Json | None) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._put_here, event)

    def _put_here(self, event: Json | None) -> None:
        for page in self._pages:
            page.put_nowait(event)


async def _next(queue: Queue) -> Json | None:
    """The next event; an empty one after a silence, by which a page that is gone shows."""
    try:
        return await asyncio.wait_for(queue.get(), _SILENCE_SECONDS)
    except TimeoutError:
        return {}


def _encoded(event: Json) -> bytes:
    return f"data: {json.dumps(event)}\n\n".encode()
