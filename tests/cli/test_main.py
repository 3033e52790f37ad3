"""The command itself: what it imports, and how its subcommands are found."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import _COMMANDS, app

_HEAVY = ("chromadb", "llama_index", "openvino", "sqlalchemy", "scipy", "slack_bolt", "torch")


def test_to_find_a_subcommand_nothing_heavy_is_imported() -> None:
    told = f"import sys, cli.main, cli.ask; print([name for name in {_HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", _COMMANDS)
def test_each_subcommand_is_listed_and_has_help(name: str) -> None:
    assert f"  {name} " in CliRunner().invoke(app, ["--help"]).output
    found = CliRunner().invoke(app, [name, "--help"])
    assert found.exit_code == 0
    assert f"pincite {name}" in found.output
    assert "completion" not in found.output
