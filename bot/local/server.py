"""The HTTP server of the local Slack: who may call, which method it is, and what it answers."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import web

from bot.local.faults import Fault, Faults
from bot.local.interactions import Interactions
from bot.local.methods import METHODS
from bot.local.methods.arguments import Method
from bot.local.model import Json, WorkspaceError
from bot.local.oauth import OAuth
from bot.local.response_urls import ResponseUrls
from bot.local.sockets import SocketHub
from bot.local.state import State
from bot.local.traffic import Exchange, Traffic

BOT_TOKEN = "xoxb-local"  # noqa: S105 - opens nothing but this
APP_TOKEN = "xapp-1-local"  # noqa: S105
_HOST = "127.0.0.1"
_SECONDS = 30.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API as it came in."""

    method: str
    args: Json


class Server:
    """Serves a workspace on a port of this machine, in a thread of its own."""

    def __init__(self, state: State, port: int = 0) -> None:
        """``port`` 0 takes any that is free."""
        self.state = state
        self.workspace = state.workspace
        self.urls = ResponseUrls(state.workspace)
        self.interactions = Interactions(state, self.urls)
        self.traffic = Traffic()
        self.hub = SocketHub(self.traffic)
        self.faults = Faults()
        self.oauth = OAuth()
        self.scopes: frozenset[str] | None = None  # of the bot's token, which Slack tells in a header
        self.calls: list[Call] = []
        self.port = port
        self.extensions: list[Callable[[web.Application], None]] = []
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="local-slack", daemon=True)

    @property
    def address(self) -> str:
        """Where this server is."""
        return f"http://{_HOST}:{self.port}/"

    @property
    def api_url(self) -> str:
        """What ``SLACK_API_URL`` must be."""
        return f"{self.address}api/"

    def start(self) -> None:
        """Begin to serve. Raises OSError when the port is taken."""
        self._thread.start()
        try:
            self.do(self._listen())
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Close all connections and the port."""
        if self._runner is not None:
            self.do(self.hub.drop())
            self.do(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the server's loop, called from another thread, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the server's loop, called from any thread, and do not wait."""
        asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_get("/link", self.hub.serve)
        app.router.add_post("/api/{method}", self._handle)
        app.router.add_post("/response/{name}", self._respond)
        for extend in self.extensions:
            extend(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, _HOST, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.urls.base = self.address

    async def _handle(self, request: web.Request) -> web.Response:
        method, args = request.match_info["method"], await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        with self.workspace.changed:
            self.calls.append(Call(method, args))
            self.workspace.changed.notify_all()
        fault = self.faults.take(method)
        if fault is None:
            result = self._result(method, args, token)
            self._note(method, args, str(result.get("error", "ok")))
            return web.json_response(result, headers=self._scope_header())
        if fault.after:
            self._result(method, args, token)
        self._note(method, args, str(fault))
        return _fail(request, fault)

    async def _respond(self, request: web.Request) -> web.Response:
        name, args = request.match_info["name"], await _arguments(request)
        fault = self.faults.take("response_url")
        try:
            if fault is None or fault.after:
                with self.workspace.changed:
                    self.urls.use(name, args)
        except WorkspaceError as error:
            self.traffic.note(Exchange("call", "response_url", str(error)))
            return web.json_response({"ok": False, "error": str(error)}, status=404)
        self.traffic.note(Exchange("call", "response_url", str(fault or "ok")))
        return web.json_response({"ok": True}) if fault is None else _fail(request, fault)

    def _note(self, method: str, args: Json, outcome: str) -> None:
        self.traffic.note(Exchange("call", method, outcome, str(args.get("thread_ts") or "")))

    def _result(self, method: str, args: Json, token: str) -> Json:
        try:
            if method == "apps.connections.open":
                _check_token(token, APP_TOKEN)
                return {"ok": True, "url": f"ws://{_HOST}:{self.port}/link"}
            with self.workspace.changed:
                if method == "oauth.v2.access":
                    return {"ok": True, **self.oauth.access(args, token)}
                state = self.oauth.state_of(token)
                if state is None:
                    _check_token(token, BOT_TOKEN)
                return {"ok": True, **_method(method)(state or self.state, args)}
        except WorkspaceError as error:
            details = {"response_metadata": {"messages": [*error.details]}} if error.details else {}
            return {"ok": False, "error": str(error), **details}

    def _scope_header(self) -> dict[str, str]:
        return {} if self.scopes is None else {"x-oauth-scopes": ",".join(sorted(self.scopes))}


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        body = await request.text()  # Slack's own clients send this type with an empty body
        return dict(json.loads(body)) if body else {}
    return {**request.query, **await request.post()}


def _method(name: str) -> Method:
    if name not in METHODS:
        raise WorkspaceError("unknown_method")
    return METHODS[name]


def _check_token(token: str, expected: str) -> None:
    if not token:
        raise WorkspaceError("not_authed")
    if token != expected:
        raise WorkspaceError("not_allowed_token_type" if token in {BOT_TOKEN, APP_TOKEN} else "invalid_auth")


def _fail(request: web.Request, fault: Fault) -> web.Response:
    if fault.drop and request.transport is not None:
        request.transport.abort()
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.status != 200 and not fault.error:
        return web.Response(status=fault.status, headers=headers, text="<html>unwell</html>", content_type="text/html")
    return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)
