"""``PINCITE_CHROMA_URL`` as a person sets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.chroma import Chroma
from tests.cli.calling import Called, Caller
from tests.embedder import HashEmbedding

SOURCES = {
    "fine.md": "# The fine\n\nHarbor Foods paid a fine of €40,000 in 2021.\n",
    "merger.md": "---\naudience: board\n---\n# The merger\n\nHarbor Foods will merge with Larch Mills in March 2026.\n",
}
ASKED = "How much did Harbor Foods pay?"


@pytest.fixture
def on_server(call: Caller, tmp_path: Path, chroma: Chroma, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Calls on an index whose vectors are on a server."""
    monkeypatch.setattr("cli.opening.load_embedder", lambda _model: HashEmbedding())
    monkeypatch.setenv("PINCITE_CHROMA_URL", chroma.url)
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in SOURCES.items():
        (folder / name).write_text(text)
    assert call("ingest", folder).code == 0
    return call


def _ingest(call: Caller, tmp_path: Path) -> Called:
    return call("ingest", tmp_path / "sources", "--json")


def test_every_command_works_with_the_vectors_on_a_server(on_server: Caller, tmp_path: Path) -> None:
    assert not (on_server.index / "vectors").exists()
    asked = on_server("ask", ASKED, "--json")
    assert (asked.code, "€40,000" in asked.out) == (0, True)
    (tmp_path / "answer.json").write_text(asked.out)
    assert on_server("verify", tmp_path / "answer.json").code == 0
    assert "merger.md" not in on_server("ask", "What will Harbor Foods merge with?", "--explain").out
    assert "Larch" in on_server("ask", "What will Harbor Foods merge with?", "--audience", "board").out
    assert on_server("watch", "add", ASKED).code == 0
    (tmp_path / "sources" / "fine.md").write_text(SOURCES["fine.md"].replace("40", "50"))
    assert "standing answer has changed" in on_server("ingest", tmp_path / "sources").err


def test_a_server_that_is_away_is_told_in_one_line(on_server: Caller, tmp_path: Path, chroma: Chroma) -> None:
    with chroma.away():
        for told in (on_server("ask", ASKED), _ingest(on_server, tmp_path)):
            assert f"The Chroma server at {chroma.url} cannot be reached" in told.refusal
    assert on_server("ask", ASKED).code == 0


@pytest.mark.parametrize(
    ("url", "says"), [("chroma:8000", "write it as http://HOST:8000"), ("http://127.0.0.1:9", "cannot be reached")]
)
def test_a_wrong_address_is_told_in_one_line(
    on_server: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("PINCITE_CHROMA_URL", url)
    assert says in on_server("ask", ASKED).refusal
    assert says in _ingest(on_server, tmp_path).refusal


def test_an_index_of_the_other_kind_is_refused_and_an_ingest_moves_it(
    on_server: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PINCITE_CHROMA_URL")
    assert "keeps them elsewhere" in on_server("ask", ASKED).refusal
    assert json.loads(_ingest(on_server, tmp_path).out)["embedded_passages"] == 0
    assert on_server("ask", ASKED).code == 0


def test_the_doctor_says_where_the_vectors_are_and_no_secret(
    on_server: Caller, chroma: Chroma, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_CHROMA_URL", chroma.url.replace("://", "://me:hidden@"))
    monkeypatch.setenv("PINCITE_CHROMA_TOKEN", "geheim")
    told = on_server("doctor")
    assert f"vectors on the Chroma server at {chroma.url}" in told.out
    assert "PINCITE_CHROMA_URL = set" in told.out
    assert not {"hidden", "geheim"} & set(told.out.replace("@", " ").split())
    with chroma.away():
        told = on_server("doctor")
    assert f"✗ index: The Chroma server at {chroma.url} cannot be reached" in told.out
    assert "to mend it: start it or mend PINCITE_CHROMA_URL" in told.out
    assert "hidden" not in told.out + told.err
