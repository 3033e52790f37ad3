"""A language model on loopback that speaks the OpenAI chat protocol, well or badly, and writes what it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """``behaviour`` answers every request; ``asked`` keeps what came: path, headers and body."""

    behaviour: Behaviour = field(default=lambda handler: handler.send_error(500))
    port: int = 0
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self.port}/v1"

    def writes(self, *pieces: str) -> None:
        """From now on, write this."""
        self.behaviour = streaming(pieces)

    @property
    def evidence(self) -> dict[str, Any]:
        """What the model was given last."""
        found: dict[str, Any] = json.loads(self.asked[-1][2]["messages"][-1]["content"])
        return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is part of the tests."""


@contextmanager
def serving() -> Iterator[Server]:
    """Serve in threads until the end of the block."""
    told = Server()
    with _Server(("127.0.0.1", 0), _handler(told)) as server:
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def streaming(pieces: Sequence[str], *, finished: bool = True, done: bool = True) -> Behaviour:
    """Server-sent events, one for each piece; without ``finished`` and ``done`` the stream breaks off."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        for piece in pieces:
            send(handler, event(piece))
        if finished:
            send(handler, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        if done:
            handler.wfile.write(b"data: [DONE]\n\n")

    return answer


def whole(text: str | None) -> Behaviour:
    """One JSON answer, as from a server that does not stream."""
    return body(json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def body(data: bytes, status: int = 200, content_type: str = "application/json") -> Behaviour:
    """Any answer at all."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def stalling(*pieces: str) -> Behaviour:
    """Some pieces, then silence."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        streaming(pieces, finished=False, done=False)(handler)
        time.sleep(5)

    return answer


def trickling(handler: BaseHTTPRequestHandler) -> None:
    """A comment now and then that keeps the connection alive, and never a word."""
    begin(handler)
    try:
        while True:
            handler.wfile.write(b": still thinking\n\n")
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A line that never ends."""
    begin(handler)
    try:
        while True:
            handler.wfile.write(b"data: " + b"x" * 100_000)
    except OSError:
        handler.close_connection = True


def redirecting(to: str) -> Behaviour:
    """Another address."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def begin(handler: BaseHTTPRequestHandler) -> None:
    """The head of a stream, which ends with the connection."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
    handler.end_headers()


def send(handler: BaseHTTPRequestHandler, data: object) -> None:
    """One event."""
    handler.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
    handler.wfile.flush()


def event(piece: str) -> dict[str, Any]:
    """A piece of text in the protocol's form."""
    return {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}


def _handler(told: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            told.asked.append((self.path, dict(self.headers), json.loads(self.rfile.read(length) or b"{}")))
            told.behaviour(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    return Handler
