"""An index that a bad call must leave as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.index import Index
from retrieval.settings import DEFAULT_MODEL, Settings
from tests.cli.calling import Caller
from tests.embedder import HashEmbedding


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Call ``pincite``; what is ingested is embedded by a hash, since no meaning is asked for."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PINCITE_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cli.ingest.load_embedder", lambda _model: HashEmbedding())
    return Caller(tmp_path / "index", monkeypatch, capsys)


@pytest.fixture
def kept(call: Caller, tmp_path: Path) -> Caller:
    """Calls on an index of two documents."""
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "a.md").write_text("# Herring\n\nHerring was sold as sardines.\n")
    (folder / "b.txt").write_text("The second fact is here.\n")
    assert call("ingest", folder).code == 0
    return call


def versions(index: Path) -> dict[str, str]:
    """What is live in an index that opens without complaint."""
    opened = Index.open(index, DEFAULT_MODEL)
    found = dict(opened.store.current_versions())
    opened.close()
    return found
