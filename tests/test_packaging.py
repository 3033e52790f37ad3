"""What is installed is all that is needed."""

from __future__ import annotations

import subprocess
import tomllib
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.test_structure import PARTS, ROOT

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
FOR_DEVELOPERS = {"evals/README.md", "evals/baseline.json"}


def test_every_file_that_code_reads_is_installed_with_it() -> None:
    patterns = [f"{part}/{pattern}" for part, given in TOOLS["package-data"].items() for pattern in given]
    installed = {str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern)}
    assert _files_beside_code() - installed == FOR_DEVELOPERS


@pytest.mark.parametrize("group", ["console_scripts", "pytest11"])
def test_what_others_call_is_in_a_part_that_is_installed(group: str) -> None:
    [called] = entry_points(group=group, name="pincite")
    assert find_spec(called.module)
    assert called.module.split(".")[0] in {*PARTS, *TOOLS["py-modules"]}


def _files_beside_code() -> set[str]:
    listed = subprocess.run(["git", "ls-files", *PARTS], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.splitlines() if Path(name).suffix != ".py" and (ROOT / name).exists()}
