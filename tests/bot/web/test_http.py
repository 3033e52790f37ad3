"""The bot when Slack calls it over HTTP: what is Slack's is answered, and nothing else is."""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.local.slack import LocalSlack
from bot.web.server import EVENTS
from retrieval.errors import UsageError
from tests.bot.answers import echo
from tests.bot.conftest import Serve
from tests.bot.private.seeing import wait_for_whisper
from tests.bot.web.calling import SECRET, Body, Caller, said, signed

HTTP = {"app_token": "", "signing_secret": SECRET, "port": 0}


def settle(slack: LocalSlack, caller: Caller) -> None:
    ts, body = said(slack.workspace, slack.direct, slack.person, "anything else?")
    caller.event(body)
    slack.wait_for_reply(slack.direct, ts)


def test_a_signed_question_is_answered(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        ts, body = said(slack.workspace, slack.general, slack.person, f"{slack.mention} who sued?")
        assert Caller(port).event(body).status_code == 200
        assert slack.wait_for_reply(slack.general, ts).text == "You asked: who sued? [1]"
    assert slack.connections == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "9" * 5000},
        {"X-Slack-Request-Timestamp": str(int(time.time()) + 60)},
    ],
)
def test_what_is_not_signed_right_is_refused_and_not_logged(
    slack: LocalSlack, serve: Serve, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), serve(echo, **HTTP) as port:
        _, body = said(slack.workspace, slack.direct, slack.person, "who sued whom?")
        text = json.dumps(body)
        given = signed(text) | headers if headers else {}
        answer = Caller(port).post(text, given | {"Content-Type": "application/json"})
        assert answer.status_code == 401
        settle(slack, Caller(port))
    assert "who sued" not in caplog.text
    assert "You asked: who sued" not in str([message.text for message in slack.workspace.messages(slack.direct.id)])


@pytest.mark.parametrize("age", [310, 3600, -310])
def test_a_request_that_is_too_old_or_of_the_future_is_refused(slack: LocalSlack, serve: Serve, age: int) -> None:
    with serve(echo, **HTTP) as port:
        _, body = said(slack.workspace, slack.direct, slack.person, "who sued?")
        text = json.dumps(body)
        headers = signed(text, at=time.time() - age) | {"Content-Type": "application/json"}
        assert Caller(port).post(text, headers).status_code == 401


def test_another_secret_signs_nothing(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        _, body = said(slack.workspace, slack.direct, slack.person, "who sued?")
        text = json.dumps(body)
        assert Caller(port).post(text, signed(text, secret="another")).status_code == 401


def test_a_replayed_request_is_answered_once(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        ts, body = said(slack.workspace, slack.direct, slack.person, "who sued?")
        text = json.dumps(body)
        headers = signed(text) | {"Content-Type": "application/json"}
        assert [Caller(port).post(text, headers).status_code for _ in range(4)] == [200] * 4
        slack.wait_for_reply(slack.direct, ts)
        settle(slack, Caller(port))
    assert len(slack.replies(slack.direct, ts)) == 1


def test_a_command_is_answered_over_http_too(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        body = slack.interactions.command(slack.person, slack.general, "/pincite", "who sued?")
        assert Caller(port).command(body).status_code == 200
        assert wait_for_whisper(slack, slack.general).text == "You asked: who sued? [1]"
        help_body: Body = slack.interactions.command(slack.person, slack.general, "/pincite", "help")
        assert "/pincite question" in Caller(port).command(help_body).text


def test_slack_can_check_the_address(serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        answer = Caller(port).event({"type": "url_verification", "challenge": "c1"})
        assert (answer.status_code, answer.json()) == (200, {"challenge": "c1"})


@pytest.mark.parametrize("text", ["{", "[1]", "payload=%7B", "\udcff"])
def test_what_nobody_can_read_is_refused(serve: Serve, text: str) -> None:
    with serve(echo, **HTTP) as port:
        raw = text.encode(errors="surrogateescape")
        headers = signed("x") | {"Content-Type": "application/json"}
        answer = httpx.post(f"{Caller(port).address}/slack/events", content=raw, headers=headers, timeout=30)
        assert answer.status_code in {400, 401}


ODD = [
    '{"type": "event_callback", "event": {"channel": 5}}',
    '{"user": 7}',
    '{"authorizations": {"id": 1}}',
    '{"team": 1}',
    "[" * 100_000,
]


@pytest.mark.parametrize("text", ODD)
def test_a_body_of_another_shape_than_slacks_is_refused_and_not_logged(
    serve: Serve, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    json_type = {"Content-Type": "application/json"}
    with caplog.at_level(logging.INFO), serve(echo, **HTTP) as port:
        caller = Caller(port)
        assert caller.post(text, json_type).status_code == 401
        assert caller.post(text, json_type | signed(text, secret="another")).status_code == 401
        assert caller.post(text, json_type | signed(text)).status_code == 400
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert text[:20] not in caplog.text


@contextlib.contextmanager
def stalled(port: int) -> Iterator[socket.socket]:
    """Somebody who has sent the beginning of a request, and sends no more."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        stamp = f"X-Slack-Request-Timestamp: {int(time.time())}"
        connection.sendall(f"POST {EVENTS} HTTP/1.1\r\nHost: bot\r\n{stamp}\r\nContent-Length: 100\r\n\r\n{{".encode())
        yield connection


def test_a_request_that_stalls_does_not_hold_up_a_stop(serve: Serve) -> None:
    with contextlib.ExitStack() as held:
        with serve(echo, **HTTP) as port:
            held.enter_context(stalled(port))
            assert httpx.get(f"{Caller(port).address}/health").status_code == 200  # by now the other is being read
            began = time.monotonic()
        assert time.monotonic() - began < 10


def test_a_request_that_stalls_is_given_up(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.server._BODY_SECONDS", 0.1)
    with serve(echo, **HTTP) as port, stalled(port) as connection:
        assert connection.recv(1000).startswith(b"HTTP/1.1 408 ")


def test_it_says_that_it_is_up_and_nothing_else(serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        assert httpx.get(f"{Caller(port).address}/health").text == "ok\n"
        assert httpx.get(f"{Caller(port).address}/slack/install").status_code == 404
        assert httpx.post(f"{Caller(port).address}/").status_code == 404


def test_a_body_that_is_too_long_is_refused(serve: Serve) -> None:
    with serve(echo, **HTTP) as port:
        text = "x" * 2_000_000
        assert Caller(port).post(text, signed(text)).status_code == 413


def test_a_port_in_use_is_named(serve: Serve, tmp_path: Path) -> None:
    with serve(echo, **HTTP) as taken:
        again = {**HTTP, "port": taken, "state": tmp_path / "other.sqlite"}
        with pytest.raises(UsageError, match=f"Port {taken} cannot be used"), serve(echo, **again):
            pass
