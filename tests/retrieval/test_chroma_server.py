"""What is said when a Chroma server does not do its part."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

import httpx
import pytest

import retrieval.chroma_server
from retrieval.chroma_server import ChromaServer, chroma_server, disconnect
from retrieval.errors import ChromaUnusable, UsageError
from tests.chroma import Chroma


class Gate(BaseHTTPRequestHandler):
    """Stands before a Chroma server and lets in whoever shows the right header; without a server it is a web page."""

    url = ""
    behind = ""
    wanted = ""
    closed: threading.Event | None = None

    def do_GET(self) -> None:
        """Pass a question on."""
        self._pass_on()

    def do_POST(self) -> None:
        """Pass a change on."""
        self._pass_on()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.closed is not None:
            self.closed.wait()
        if self.wanted and self.headers.get("Authorization") != self.wanted:
            self._reply(401, b"Who are you?")
        elif self.behind:
            kept = {"Content-Type": "application/json"}
            given = httpx.request(self.command, self.behind + self.path, content=body, headers=kept, trust_env=False)
            self._reply(given.status_code, given.content)
        else:
            self._reply(200, b"<html>A web page</html>")

    def _reply(self, status: int, body: bytes) -> None:
        with suppress(ConnectionError):  # whoever asked may have gone
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


@contextmanager
def gate(behind: str = "", wanted: str = "") -> Iterator[type[Gate]]:
    """A gate, which can be changed."""
    made = cast("type[Gate]", type("Gate", (Gate,), {"behind": behind, "wanted": wanted}))
    with ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()


def connect(server: ChromaServer) -> None:
    """Connect, ask something and let go."""
    client = server.connected()
    with server.reaching():
        client.list_collections()
    disconnect(client)


@pytest.mark.parametrize(
    "url", ["chroma:8000", "ftp://chroma", "https://", "http://chroma:port", "http://chroma:8000?x=1", "nonsense"]
)
def test_what_is_no_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match=r"write it as http://HOST:8000\.$") as refused:
        chroma_server(url, "")
    assert url not in str(refused.value)


def test_a_token_that_cannot_be_one_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="PINCITE_CHROMA_TOKEN") as refused:
        chroma_server("http://chroma", "geheim\n")
    assert "geheim" not in str(refused.value)


def test_who_signs_in_is_not_part_of_the_address_that_is_shown() -> None:
    server = chroma_server("https://me:p%40ss@chroma.example:8443/path/", "")
    assert server.url == "https://chroma.example:8443/path"
    assert server.headers == {"Authorization": "Basic bWU6cEBzcw=="}
    assert "me" not in repr(server).replace("chroma.example", "")


def test_a_token_is_shown_to_the_server_and_a_wrong_one_is_told(chroma: Chroma) -> None:
    with gate(chroma.url, "Bearer right") as door:
        signed = door.url.replace("://", "://me:hidden@")
        connect(chroma_server(door.url, "right"))
        for token in ("", "wrong"):
            with pytest.raises(ChromaUnusable, match=r"refuses who asks; set PINCITE_CHROMA_TOKEN") as refused:
                connect(chroma_server(signed, token))
            assert "hidden" not in str(refused.value)
        door.wanted = "Basic bWU6aGlkZGVu"
        connect(chroma_server(signed, ""))


def test_a_token_that_is_withdrawn_is_told(chroma: Chroma) -> None:
    with gate(chroma.url) as door:
        server = chroma_server(door.url, "")
        client = server.connected()
        door.wanted = "Bearer another"
        with pytest.raises(ChromaUnusable, match="refuses who asks"), server.reaching():
            client.list_collections()
        disconnect(client)


def test_what_is_not_chroma_is_told() -> None:
    with gate() as door, pytest.raises(ChromaUnusable, match=r"is not Chroma, .*; mend PINCITE_CHROMA_URL\.$"):
        connect(chroma_server(door.url, ""))


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ChromaUnusable, match=rf"^The Chroma server at {url} cannot be reached \(.+\); start it"):
            connect(chroma_server(url, ""))


def test_a_server_that_never_answers_is_not_waited_for(chroma: Chroma, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval.chroma_server, "_ANSWERING", 0.2)
    with gate(chroma.url) as door:
        server = chroma_server(door.url, "")
        client = server.connected()
        door.closed = threading.Event()
        with pytest.raises(ChromaUnusable, match=r"cannot be reached \(timed out\)"), server.reaching():
            client.list_collections()
        monkeypatch.setattr(retrieval.chroma_server, "_GREETING", 0.2)
        with pytest.raises(ChromaUnusable, match=r"cannot be reached \(timed out\)"):
            connect(server)
        door.closed.set()
        disconnect(client)


def test_what_the_server_itself_says_of_a_failure_is_told(chroma: Chroma) -> None:
    client = chroma.address.connected()
    with pytest.raises(ChromaUnusable, match=r"fails \(.*name.*\); look into its log"), chroma.address.reaching():
        client.create_collection("no name")
    disconnect(client)
