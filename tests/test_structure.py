"""The direction of dependencies and the size of files, read off the code."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {"retrieval": set(), "ingest": {"retrieval"}, "bot": {"retrieval"}, "evals": {"retrieval"}}
PARTS = {"retrieval", "ingest", "bot", "evals", "cli"}


@pytest.mark.parametrize("part", ALLOWED)
def test_a_part_imports_only_what_it_stands_on(part: str) -> None:
    imported = {name for file in (ROOT / part).rglob("*.py") for name in _imports(file)}
    assert imported & PARTS - {part} <= ALLOWED[part]


def test_files_stay_small_enough_to_read() -> None:
    files = [file for part in PARTS for file in (ROOT / part).rglob("*.py")]
    lines = [len(file.read_text().splitlines()) for file in files]
    assert max(lines) <= 500
    assert statistics.median(lines) <= 150


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
