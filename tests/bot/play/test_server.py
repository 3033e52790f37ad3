"""The page's addresses: who may call them, and what they answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

import httpx
import pytest

from bot.play.run import Playground, playground
from retrieval.errors import UsageError
from retrieval.store import Store
from tests.bot.answers import echo
from tests.bot.play.conftest import Play
from tests.bot.play.sources import HOSTILE_SENTENCE, citing_hostile

pytestmark = pytest.mark.xdist_group("model")


@pytest.fixture
def local(play: Play, store: Store) -> Iterator[Playground]:
    with play(partial(citing_hostile, store)) as running:
        yield running


@pytest.fixture
def client(local: Playground) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=local.slack.address, trust_env=False) as opened:
        yield opened


def asked(local: Playground) -> dict[str, str]:
    """Ask something; where its answer's first citation is to be had."""
    slack = local.slack
    reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who signed?"))
    return {"channel": slack.direct.id, "ts": reply.ts, "n": "1"}


def test_the_page_and_its_files_bring_their_policy(client: httpx.Client) -> None:
    for path in ("/", "/static/main.js", "/static/base.css", "/static/icon.svg"):
        got = client.get(path)
        assert got.status_code == 200
        policy = got.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_no_other_machine(client: httpx.Client) -> None:
    names = ["/", *(f"/static/{name}" for name in ("main.js", "dom.js", "source.js", "base.css", "panes.css"))]
    assert "://" not in "".join(client.get(name).text for name in names).replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("path", ["/static/../run.py", "/static/none.js", "/static/%2e%2e%2frun.py", "/none"])
def test_nothing_else_is_served(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_another_sites_page_may_neither_read_nor_write(client: httpx.Client, local: Playground) -> None:
    body = {"channel": local.slack.direct.id, "text": "who?"}
    foreign = {"Origin": "https://other.example"}
    assert client.post("/play/messages", json=body, headers=foreign).status_code == 403
    assert client.get("/play/events", headers={"Host": "other.example"}).status_code == 403
    assert client.post("/api/chat.postMessage", data={"token": "xoxb-local"}, headers=foreign).status_code == 403
    plain = {"Content-Type": "text/plain"}
    assert client.post("/play/messages", content=json.dumps(body), headers=plain).status_code == 415
    assert local.slack.workspace.messages(local.slack.direct.id) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"channel": "C00000000", "text": " "}, "characters"),
        ({"channel": "C00000000", "text": "x" * 12_001}, "12,001"),
        ({"channel": "C9", "text": "who?"}, "channel_not_found"),
        ({"channel": "C00000000", "text": "who?", "thread": "1.0"}, "message_not_found"),
        ({"text": "who?"}, "channel_not_found"),
    ],
)
def test_a_message_that_cannot_be_is_refused_in_a_sentence(
    client: httpx.Client, body: dict[str, str], problem: str
) -> None:
    got = client.post("/play/messages", json=body)
    assert got.status_code == 400
    assert problem in got.json()["error"]


def test_a_body_that_is_no_object_is_refused(client: httpx.Client) -> None:
    kind = {"Content-Type": "application/json"}
    assert client.post("/play/messages", content="{", headers=kind).status_code == 400
    assert client.post("/play/messages", json=["who?"]).status_code == 400
    assert client.post("/play/faults", json={"kind": "none"}).status_code == 400


def test_a_citation_opens_its_source_at_the_very_offsets(client: httpx.Client, local: Playground, store: Store) -> None:
    source = client.get("/play/source", params=asked(local)).json()
    assert source["quoted"] == HOSTILE_SENTENCE
    assert source["verbatim"] is True
    text = store.text(source["version"])
    assert source["front"] + source["before"] + source["quoted"] + source["after"] == text


def test_a_citation_that_is_not_there_is_refused_in_a_sentence(client: httpx.Client, local: Playground) -> None:
    place = asked(local)
    for wrong in ({**place, "n": "2"}, {**place, "ts": "1.0"}, {}):
        got = client.get("/play/source", params=wrong)
        assert got.status_code == 400
        assert "ask again" in got.json()["error"]


def test_the_stream_begins_with_all_there_is(client: httpx.Client, local: Playground) -> None:
    place = asked(local)
    with client.stream("GET", "/play/events") as stream:
        state = json.loads(next(stream.iter_lines()).removeprefix("data: "))
    assert state["documents"] == 2
    assert [channel["name"] for channel in state["channels"]] == ["legal", "", ""]
    answer = next(message for message in state["messages"] if message["ts"] == place["ts"])
    assert list(answer["citations"]) == ["1"]
    assert "How much was LinkedIn fined by the Irish DPC?" in state["suggestions"]
    assert {each["kind"] for each in state["traffic"]} == {"call", "delivery", "socket"}


def test_a_port_in_use_is_named(store: Store, local: Playground) -> None:
    port = httpx.URL(local.slack.address).port
    assert port is not None
    with pytest.raises(UsageError, match=rf"Port {port} cannot be used .*--port"), playground(echo, store, port):
        pass
