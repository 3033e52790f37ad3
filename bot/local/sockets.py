"""Socket Mode: envelopes out to the app, acknowledgements back."""

from __future__ import annotations

import asyncio
import itertools
import json
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from bot.local.workspace import Json


@dataclass(slots=True)
class _Envelope:
    id: str
    payload: Json
    attempt: int
    sent: bool = False


class SocketHub:
    """The open connections of the app. Used in the event loop of the server only, but for the counts.

    Like Slack it sends each envelope to one connection, and sends again what was not acknowledged; but it does
    so as soon as a connection opens, not after minutes.
    """

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.opened = 0
        self._connections: list[web.WebSocketResponse] = []
        self._open: dict[str, _Envelope] = {}
        self._numbers = itertools.count(1)
        self._turns = itertools.count()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection until it closes."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0000LOCAL"}})
        self._connections.append(socket)
        self.opened += 1
        try:
            for envelope in list(self._open.values()):
                await self._send(envelope)
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._connections.remove(socket)
        return socket

    async def deliver(self, payload: Json, attempt: int = 0) -> None:
        """Send a payload to the app, or keep it until the app connects."""
        envelope = _Envelope(f"envelope-{next(self._numbers)}", payload, attempt)
        self._open[envelope.id] = envelope
        await self._send(envelope)

    async def drop(self) -> None:
        """Close every connection, as Slack does now and then."""
        await asyncio.gather(*(socket.close() for socket in list(self._connections)))

    async def _send(self, envelope: _Envelope) -> None:
        if not self._connections:
            return
        socket = self._connections[next(self._turns) % len(self._connections)]
        if envelope.sent:
            envelope.attempt += 1
        envelope.sent = True
        message: Json = {
            "envelope_id": envelope.id,
            "type": "events_api",
            "accepts_response_payload": False,
            "payload": envelope.payload,
        }
        if envelope.attempt:
            message |= {"retry_attempt": envelope.attempt, "retry_reason": "timeout"}
        try:
            await socket.send_json(message)
        except ConnectionError:
            return  # it stays open, and the next connection gets it

    def _acknowledge(self, text: str) -> None:
        envelope_id = json.loads(text).get("envelope_id", "") if text.startswith("{") else ""
        if self._open.pop(envelope_id, None) is not None:
            self.acknowledged.append(envelope_id)
