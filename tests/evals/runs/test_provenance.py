"""What a run says of the code that it was made with."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evals.runs import provenance
from retrieval.store import Store


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit."""
    (tmp_path / "file").write_text("as committed\n")
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "add", "file")
    _git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--message", "first")
    return tmp_path


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("index") / "store.sqlite3")


def test_a_run_names_the_commit_of_our_own_repository_and_what_differs(
    repository: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "_ROOT", repository)
    made = provenance.provenance([], store, "pincite", {})
    assert (made.commit, made.changed) == (_git(repository, "rev-parse", "HEAD"), False)
    (repository / "file").write_text("changed\n")
    assert provenance.provenance([], store, "pincite", {}).changed


def test_a_run_does_not_name_the_commit_of_a_repository_that_pincite_is_installed_in(
    repository: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = repository / "venv" / "site-packages"
    installed.mkdir(parents=True)
    (repository / "file").write_text("changed\n")
    monkeypatch.setattr(provenance, "_ROOT", installed)
    made = provenance.provenance([], store, "pincite", {})
    assert (made.commit, made.changed, made.changes) == ("unknown", False, "")


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()
