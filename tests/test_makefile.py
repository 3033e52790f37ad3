"""What `make` hands to pincite."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_structure import ROOT

ASKED = 'Who asks for $1,000 ($$) and `nothing` "else"?'
SAYS_WHAT_IT_IS_TOLD = """#!/bin/sh
for word; do printf '%s\\n' "$word"; done
case "$1 $2" in
"ingest --index") mkdir -p "$3" ;;
ingest*) mkdir -p "${PINCITE_INDEX:-$PINCITE_HOME/index}" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The Makefile beside a pincite that is installed and only says what it is told."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()
    pincite = tmp_path / ".venv" / "bin" / "pincite"
    pincite.parent.mkdir(parents=True)
    pincite.write_text(SAYS_WHAT_IT_IS_TOLD)
    pincite.chmod(0o755)
    (tmp_path / ".venv" / ".run").touch()
    return tmp_path


def _make(checkout: Path, *words: str, **settings: str) -> list[str]:
    """The words that pincite was told, one after the other."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PINCITE_", "MAKE", "MFLAGS"))
    }
    command = ["make", "--silent", *words]
    done = subprocess.run(
        command, cwd=checkout, env={**inherited, **settings}, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_a_question_is_asked_as_it_was_typed(checkout: Path) -> None:
    _make(checkout, "ask")
    assert _make(checkout, "ask", f"Q={ASKED}")[-1] == ASKED
    assert _make(checkout, "ask", Q=ASKED)[-1] == ASKED
    assert _make(checkout, "ask")[-1].startswith("Who sued LinkedIn")


def test_the_corpus_is_read_once_and_its_index_is_asked(checkout: Path) -> None:
    first = _make(checkout, "ask", "Q=who?")
    assert first == ["ingest", "--index", ".pincite/index", "corpus", "ask", "--index", ".pincite/index", "who?"]
    assert _make(checkout, "ask", "Q=who?") == first[4:]
    assert _make(checkout, "play") == ["play", "--index", ".pincite/index", "--port", "0"]


@pytest.mark.parametrize(("setting", "index"), [("PINCITE_INDEX", "."), ("PINCITE_HOME", "index")])
@pytest.mark.parametrize("folder", ["elsewhere", "else where"])
def test_the_settings_that_move_the_index_move_it_here_too(
    checkout: Path, setting: str, index: str, folder: str
) -> None:
    moved = {setting: str(checkout / folder)}
    assert _make(checkout, "ask", "Q=who?", **moved) == ["ingest", "corpus", "ask", "who?"]
    (checkout / folder / index / "pincite.sqlite3").touch()
    assert _make(checkout, "ask", "Q=who?", **moved) == ["ask", "who?"]
    assert _make(checkout, "play", **moved) == ["play", "--port", "0"]


def test_an_index_that_is_named_outright_goes_before_the_settings(checkout: Path) -> None:
    told = _make(checkout, "ask", "Q=who?", "INDEX=mine", PINCITE_HOME=str(checkout / "home"))
    assert told[-4:] == ["ask", "--index", "mine", "who?"]
