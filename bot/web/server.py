"""The HTTP server that Slack calls, and nobody else: what is not signed is not looked into."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_sdk.signature import SignatureVerifier

from retrieval.errors import UsageError

EVENTS = "/slack/events"
HEALTH = "/health"
_LARGEST = 1024 * 1024  # bytes of a request; Slack's are a few thousand
_START_SECONDS = 30.0
_BODY_SECONDS = 5.0  # to send a body; Slack itself gives up after three
_STOP_SECONDS = 2.0  # for requests in hand at a stop; what then goes unheard, Slack delivers again
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - what ends TLS in front may be another machine; the signature tells who calls


class Server:
    """Hands what Slack sends to a Bolt app, one request after the other, so that questions keep their order."""

    def __init__(self, app: App, secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(secret)  # Bolt's own check comes after it has read the body
        self._turns = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slack-http")

    def routes(self) -> web.Application:
        """The addresses: Slack's requests, whether the bot is up, and with OAuth the pages of the installation."""
        served = web.Application(client_max_size=_LARGEST)
        served.router.add_post(EVENTS, self._events)
        served.router.add_get(HEALTH, self._health)
        if (flow := self._app.oauth_flow) is not None:
            served.router.add_get(flow.install_path, self._page(flow.handle_installation))
            served.router.add_get(flow.redirect_uri_path, self._page(flow.handle_callback))
        return served

    def close(self) -> None:
        """Wait for the request in hand."""
        self._turns.shutdown()

    async def _events(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if not self._is_signed(body, request):
            raise web.HTTPUnauthorized
        asked = _bolt_request(request, body)
        answer = await asyncio.get_running_loop().run_in_executor(self._turns, self._app.dispatch, asked)
        return await to_aiohttp_response(answer)

    def _is_signed(self, body: bytes, request: web.Request) -> bool:
        try:
            return self._verifier.is_valid_request(body, dict(request.headers))
        except (OverflowError, TypeError, ValueError):  # a time that is none, a signature or a body that is no text
            return False

    async def _health(self, request: web.Request) -> web.Response:
        del request
        return web.Response(text="ok\n")

    def _page(self, handle: Callable[[BoltRequest], BoltResponse]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            answer = await asyncio.to_thread(handle, _bolt_request(request))
            return await to_aiohttp_response(answer)

        return serve


async def _body(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            return await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error


def _bolt_request(request: web.Request, body: bytes = b"") -> BoltRequest:
    try:
        asked = BoltRequest(body=body.decode(), query=request.query_string, headers=dict(request.headers))
    except Exception as error:  # not JSON, or not of the shape that Bolt takes for granted
        raise web.HTTPBadRequest from error
    if not isinstance(asked.body, dict):
        raise web.HTTPBadRequest
    return asked


@contextlib.contextmanager
def listening(app: App, secret: str, port: int) -> Iterator[int]:
    """Serve what is signed with the ``secret`` inside the ``with`` block.

    Gives the port, which with 0 is any that is free. Raises UsageError: in use.
    """
    server, loop = Server(app, secret), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="slack-http", daemon=True)
    thread.start()
    runner = web.AppRunner(server.routes(), access_log=None, shutdown_timeout=_STOP_SECONDS)
    try:
        yield asyncio.run_coroutine_threadsafe(_start(runner, port), loop).result(_START_SECONDS)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(_START_SECONDS)
        server.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _start(runner: web.AppRunner, port: int) -> int:
    await runner.setup()
    try:
        await web.TCPSite(runner, _EVERYWHERE, port).start()
    except OSError as error:
        raise UsageError(f"Port {port} cannot be used ({error.strerror}); name another with --port.") from error
    return int(runner.addresses[0][1])
