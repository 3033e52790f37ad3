"""Socket Mode: envelopes out to the app, acknowledgements back."""

from __future__ import annotations

import asyncio
import itertools
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.local.model import APP, Json
from bot.local.traffic import Exchange, Traffic


@dataclass(slots=True)
class _Envelope:
    id: str
    payload: Json
    attempt: int
    kind: str = "events_api"
    sent: bool = False
    reply: asyncio.Future[Json] | None = field(default=None)


class SocketHub:
    """The open connections of the app. Used in the event loop of the server only, but for the counts.

    Like Slack it sends each envelope to one connection, and sends again what was not acknowledged; but it does
    so as soon as a connection opens, not after minutes. What a person waits for is never sent again.
    """

    def __init__(self, traffic: Traffic) -> None:
        self._traffic = traffic
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
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}})
        self._connections.append(socket)
        self.opened += 1
        self._traffic.note(Exchange("socket", "socket", "opened"))
        try:
            for envelope in list(self._open.values()):
                if envelope.reply is None:
                    await self._send(envelope)
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._connections.remove(socket)
            self._traffic.note(Exchange("socket", "socket", "closed"))
        return socket

    async def deliver(self, payload: Json, attempt: int = 0) -> None:
        """Send an event to the app, or keep it until the app connects."""
        envelope = _Envelope(f"envelope-{next(self._numbers)}", payload, attempt)
        self._open[envelope.id] = envelope
        await self._send(envelope)

    async def request(self, kind: str, payload: Json, seconds: float) -> Json:
        """Send what a person waits for; return what the app answers with its acknowledgement.

        Raises TimeoutError when there is none in time, also when the app is not connected.
        """
        reply: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        envelope = _Envelope(f"envelope-{next(self._numbers)}", payload, 0, kind, reply=reply)
        self._open[envelope.id] = envelope
        try:
            await self._send(envelope)
            return await asyncio.wait_for(reply, seconds)
        except TimeoutError:
            self._traffic.note(Exchange("delivery", _name(envelope), "not acknowledged in time"))
            raise
        finally:
            self._open.pop(envelope.id, None)

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
            "type": envelope.kind,
            "accepts_response_payload": envelope.reply is not None,
            "payload": envelope.payload,
        }
        if envelope.attempt:
            message |= {"retry_attempt": envelope.attempt, "retry_reason": "timeout"}
        try:
            await socket.send_json(message)
        except ConnectionError:
            return  # it stays open, and the next connection gets it
        outcome = f"attempt {envelope.attempt + 1}" if envelope.attempt else ""
        ts = str(envelope.payload.get("event", {}).get("ts", ""))
        self._traffic.note(Exchange("delivery", _name(envelope), outcome, ts))

    def _acknowledge(self, text: str) -> None:
        frame = json.loads(text) if text.startswith("{") else {}
        envelope = self._open.pop(frame.get("envelope_id", ""), None)
        if envelope is None:
            return
        self.acknowledged.append(envelope.id)
        if envelope.reply is not None and not envelope.reply.done():
            payload = frame.get("payload")
            # Bolt sends the body of its response: an object, or text that is shown to the person.
            envelope.reply.set_result(payload if isinstance(payload, dict) else {"text": payload} if payload else {})


def _name(envelope: _Envelope) -> str:
    payload = envelope.payload
    return str(payload.get("event", {}).get("type") or payload.get("type") or payload.get("command") or "")
