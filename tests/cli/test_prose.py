"""`pincite ask` with a language model behind a real connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.answer import Answer
from retrieval.embedding import load_embedder
from tests.cli.calling import Caller
from tests.retrieval.prose.server import Server, body, serving

ARTICLE = "# The fine\n\nHarbor Foods paid a fine of €40,000 to the city of Arden in March 2021.\n"
QUESTION = "How much was the fine that Harbor Foods paid?"
KEY = "sk-secret-0123456789"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A model that the environment names."""
    with serving() as running:
        monkeypatch.setenv("PINCITE_LLM", "tiny")
        monkeypatch.setenv("PINCITE_LLM_URL", running.url)
        monkeypatch.setenv("PINCITE_LLM_KEY", KEY)
        monkeypatch.setenv("PINCITE_LLM_TIMEOUT", "10")
        yield running


@pytest.fixture
def indexed(call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """An index of one document, made with the model that a person has."""
    monkeypatch.setattr("cli.ingest.load_embedder", load_embedder)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "fine.md").write_text(ARTICLE)
    assert call("ingest", tmp_path / "sources").code == 0
    return call


@pytest.mark.slow
def test_the_models_words_are_shown_when_they_are_supported_and_can_be_verified(
    indexed: Caller, server: Server, tmp_path: Path
) -> None:
    server.writes("Harbor Foods paid a fine of €40,000 in March 2021. [1] It went bankrupt. [1]")
    asked = indexed("ask", QUESTION, "--json")
    answer = Answer.model_validate_json(asked.out)
    assert answer.answer == "Harbor Foods paid a fine of €40,000 in March 2021. [1]"
    assert answer.reason == "written by tiny from the citations, each sentence checked; 1 left out as unsupported"
    (tmp_path / "answer.json").write_text(asked.out)
    assert indexed("verify", tmp_path / "answer.json").code == 0
    assert server.asked[0][1]["Authorization"] == f"Bearer {KEY}"


@pytest.mark.slow
@pytest.mark.parametrize("status", [429, 500])
def test_a_model_that_fails_costs_no_answer_and_its_key_is_nowhere(
    indexed: Caller, server: Server, tmp_path: Path, status: int
) -> None:
    server.behaviour = body(KEY.encode(), status)
    asked = indexed("ask", QUESTION)
    assert asked.code == 0
    assert "Harbor Foods paid a fine of €40,000 to the city of Arden in March 2021. [1]" in asked.out
    assert f"HTTP {status}" in " ".join(asked.out.split())
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert KEY not in asked.out + asked.err
    assert KEY.encode() not in kept


def test_a_model_without_an_address_is_refused_before_anything_is_loaded(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_LLM", "tiny")
    assert "PINCITE_LLM_URL" in call("ask", QUESTION).refusal
