"""The HTTP server of the local Slack: who may call, which method it is, and what it answers."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import web

from bot.local.faults import Fault, Faults
from bot.local.methods import METHODS, Method
from bot.local.sockets import SocketHub
from bot.local.workspace import Json, Workspace, WorkspaceError

BOT_TOKEN = "xoxb-local"  # noqa: S105 - opens nothing but this
APP_TOKEN = "xapp-1-local"  # noqa: S105
_HOST = "127.0.0.1"
_SECONDS = 10.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API as it came in."""

    method: str
    args: Json


class Server:
    """Serves a workspace on a port of this machine, in a thread of its own."""

    def __init__(self, workspace: Workspace, port: int = 0) -> None:
        """``port`` 0 takes any that is free."""
        self.workspace = workspace
        self.hub = SocketHub()
        self.faults = Faults()
        self.calls: list[Call] = []
        self.port = port
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="local-slack", daemon=True)

    @property
    def api_url(self) -> str:
        """What ``SLACK_API_URL`` must be."""
        return f"http://{_HOST}:{self.port}/api/"

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
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, _HOST, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _handle(self, request: web.Request) -> web.Response:
        method, args = request.match_info["method"], await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        with self.workspace.changed:
            self.calls.append(Call(method, args))
            self.workspace.changed.notify_all()
        fault = self.faults.take(method)
        if fault is None:
            return web.json_response(self._result(method, args, token))
        if fault.after:
            self._result(method, args, token)
        return _fail(request, fault)

    def _result(self, method: str, args: Json, token: str) -> Json:
        try:
            if method == "apps.connections.open":
                _check_token(token, APP_TOKEN)
                return {"ok": True, "url": f"ws://{_HOST}:{self.port}/link"}
            _check_token(token, BOT_TOKEN)
            return {"ok": True, **_method(method)(self.workspace, args)}
        except WorkspaceError as error:
            return {"ok": False, "error": str(error)}


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
