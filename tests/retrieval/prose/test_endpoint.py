"""The OpenAI chat protocol over a real connection, kept and broken."""

from __future__ import annotations

import logging
import socket
import time

import pytest
from pydantic import SecretStr

from retrieval.prose.deadline import within
from retrieval.prose.endpoint import Endpoint
from retrieval.prose.model import ModelFailed
from tests.retrieval.prose.server import (
    Behaviour,
    Server,
    body,
    endless,
    redirecting,
    stalling,
    streaming,
    trickling,
    whole,
)

KEY = "sk-secret-1234567890"


def _text(url: str, seconds: float = 5.0) -> str:
    endpoint = Endpoint("m", url, SecretStr(KEY), seconds)
    return "".join(within(seconds, lambda: endpoint.stream("rules", "data")))


@pytest.mark.parametrize(
    ("behaviour", "text"),
    [
        (streaming(["One", " is", " so. [1]"]), "One is so. [1]"),
        (streaming(["Öl – “so”. [1]"], done=False), "Öl – “so”. [1]"),
        (streaming(["So. [1]"], finished=False), "So. [1]"),
        (streaming([]), ""),
        (whole("One is so. [1]"), "One is so. [1]"),
        (whole(None), ""),
        (body(b'data: {"choices": []}\r\n\r\ndata: [DONE]\r\n\r\n', content_type="text/event-stream"), ""),
    ],
)
def test_an_answer_is_read_streamed_or_whole(server: Server, behaviour: Behaviour, text: str) -> None:
    server.behaviour = behaviour
    assert _text(server.url) == text
    [(path, headers, sent)] = server.asked
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert sent == {
        "model": "m",
        "messages": [{"role": "system", "content": "rules"}, {"role": "user", "content": "data"}],
        "stream": True,
    }


BROKEN: dict[str, tuple[Behaviour, str]] = {
    "rate limit": (body(b"{}", 429), "HTTP 429 (rate limit)"),
    "server error": (body(b"oops " + KEY.encode(), 500), "HTTP 500"),
    "wrong key": (body(f'{{"error": "bad key {KEY}"}}'.encode(), 401), "HTTP 401"),
    "redirect": (redirecting("http://127.0.0.1:9/"), "HTTP 307"),
    "web page": (body(b"<html>", content_type="text/html"), "something else"),
    "no object": (body(b"[]"), "something else"),
    "another object": (body(b'{"choices": [{"message": "x"}]}'), "something else"),
    "a number for text": (whole(7), "something else"),  # type: ignore[arg-type]
    "garbage in the stream": (body(b"data: {no json}\n\n", content_type="text/event-stream"), "something else"),
    "error in the stream": (
        body(b'data: {"error": {"message": "overloaded"}}\n\n', content_type="text/event-stream"),
        "with an error",
    ),
    "broken off": (streaming(["One is so. [1]"], finished=False, done=False), "broke off"),
    "without an end": (endless, "does not come to an end"),
    "nothing at all": (lambda handler: handler.connection.close(), "broke off"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_named_without_its_words(
    server: Server, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.behaviour, problem = BROKEN[name]
    with caplog.at_level(logging.DEBUG), pytest.raises(ModelFailed) as failed:
        _text(server.url)
    assert problem in str(failed.value)
    assert KEY not in f"{failed.value!r}{caplog.text}"


@pytest.mark.parametrize("behaviour", [trickling, stalling("One is so. [1] Two"), stalling()])
def test_a_server_that_hangs_or_trickles_costs_no_more_than_the_time_set(server: Server, behaviour: Behaviour) -> None:
    server.behaviour = behaviour
    began = time.monotonic()
    with pytest.raises(ModelFailed, match=r"more than|slow"):
        _text(server.url, seconds=0.3)
    assert time.monotonic() - began < 4  # it would hang for five seconds


def test_a_port_on_which_nobody_listens_cannot_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ModelFailed, match="cannot be reached"):
            _text(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")


@pytest.mark.parametrize("url", ["http://127.0.0.1:notaport/v1", "http://[::1/v1"])
def test_an_address_that_is_none_fails_in_the_same_way(url: str) -> None:
    with pytest.raises(ModelFailed):
        _text(url)
