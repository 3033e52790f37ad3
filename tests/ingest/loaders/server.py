"""A web server on loopback that behaves well, badly, or like an attacker, by path."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "The court heard the case on 3 March 2025, and it said that the tins had been sold under a wrong name."
PAGE = f"<html><head><title>Tins</title></head><body><h1>Tins</h1><p>{SENTENCE}</p></body></html>".encode()


@dataclass
class Site:
    """``pages`` are served by path: bytes with their type, or a function that writes to the connection itself."""

    port: int = 0
    pages: dict[str, tuple[str, bytes] | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sent: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is part of the tests."""


@contextmanager
def serving(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve ``site`` in threads until the end of the block."""
    with _Server(("127.0.0.1", 0), _handler(site)) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


def redirect(to: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A page that sends its reader on."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A body that never ends, a byte at a time."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    _forever(handler, b"x")


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    """Headers that never end: no wait between two bytes is long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _forever(handler, b"x")


def silent(handler: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    del handler
    time.sleep(3)


def dying(handler: BaseHTTPRequestHandler) -> None:
    """A body that breaks off before its end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(2 * len(PAGE)))
    handler.end_headers()
    handler.wfile.write(PAGE)


def dying_packed(handler: BaseHTTPRequestHandler) -> None:
    """A packed body without a length that breaks off."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(gzip.compress(PAGE)[:-12])


def packed(encoding: str, data: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """A page in a content encoding."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Encoding", encoding)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def bomb(megabytes: int) -> bytes:
    """A few kilobytes of gzip that unpack to so many megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"\0" * 1_000_000
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


def _forever(handler: BaseHTTPRequestHandler, byte: bytes) -> None:
    try:
        while True:
            handler.wfile.write(byte)
            time.sleep(0.02)
    except OSError:
        handler.close_connection = True


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path)
            if callable(page):
                page(self)
            elif page is None:
                self.send_error(404)
            elif site.headers.get("ETag", "-") == self.headers.get("If-None-Match"):
                self.send_response(304)
                self.end_headers()
            else:
                self._whole(*page)

        def _whole(self, content_type: str, body: bytes) -> None:
            self.send_response(200)
            for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **site.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
                site.sent += len(body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    return Handler
