"""The cases inside other people's tools: pytest, and inspect_ai with its own log."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.evals.subjects import speaker
from tests.test_structure import ROOT

CASES = "- id: right\n  question: one\n  answer: none\n- id: wrong\n  question: two\n  says: [x]\n"
QUESTION = "How big was the fine from the Irish Data Protection Commission?"
PLUGIN = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["pytest11"]["pincite"]
SPEAKER = shlex.join([sys.executable, str(Path(speaker.__file__))])


def _pytest(folder: Path, *arguments: str, index: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    if index:
        environment["PINCITE_INDEX"] = str(index)
    command = [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_cases_become_tests(tmp_path: Path, corpus_index: Path) -> None:
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n")
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "facts.yaml").write_text(
        f"- id: fine\n  question: {QUESTION}\n  says: [€310 million]\n"
        f"- id: other\n  question: {QUESTION}\n  says: [€5]\n"
    )
    done = _pytest(tmp_path, "--pincite-cases", "cases", "-v", index=corpus_index)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "cases/facts.yaml::fine PASSED" in done.stdout
    assert "cases/facts.yaml::other FAILED" in done.stdout
    assert "incorrect: does not say '€5'" in done.stdout
    assert "test_own" not in done.stdout


def test_without_the_option_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n")
    (tmp_path / "facts.yaml").write_text(CASES)
    done = _pytest(tmp_path)
    assert (done.returncode, "1 passed" in done.stdout) == (0, True)


def test_a_wrong_case_file_is_said_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("- id: a\n  sayz: [x]\n")
    done = _pytest(tmp_path, "--pincite-cases", "facts.yaml")
    assert "facts.yaml:1: case 'a': question: Field required" in done.stdout


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "there is no such file or folder" in _pytest(tmp_path, "--pincite-cases", "absent").stderr


@pytest.mark.parametrize("package", ["cli", "evals"])
def test_a_project_with_a_package_of_the_same_name_is_tested_with_its_own(tmp_path: Path, package: str) -> None:
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("OWN = True\n")
    (tmp_path / "test_own.py").write_text(f"from {package} import OWN\n\ndef test_own(): assert OWN\n")
    (tmp_path / "facts.yaml").write_text(CASES)
    done = _pytest(tmp_path)
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout + done.stderr
    asked = _pytest(tmp_path, "--pincite-cases", "facts.yaml")
    assert f"`{package}` is another package here than Pincite's" in asked.stderr


@pytest.mark.slow
def test_inspect_runs_the_cases_and_marks_them(tmp_path: Path) -> None:
    """In a process of its own: inspect_ai configures logging and the event loop of whoever imports it."""
    pytest.importorskip("inspect_ai", reason="the extra is not installed: pip install 'pincite[inspect]'")
    (tmp_path / "facts.yaml").write_text(CASES)
    script = f"""
from inspect_ai import eval
from cli.inspect_task import pincite
[log] = eval(pincite(cases={str(tmp_path / "facts.yaml")!r}, subject={SPEAKER!r}), model="mockllm/model",
             display="none", log_dir={str(tmp_path / "logs")!r})
print(log.status, [(s.id, s.scores["known_facts"].value) for s in log.samples])
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "INSPECT_DISABLE_MODEL_API": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "success [('right', 'C'), ('wrong', 'N')]" in done.stdout, done.stdout + done.stderr
