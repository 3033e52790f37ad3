"""The command line as a person meets it: exit codes, one clear line, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.job import ingest
from retrieval.answer import Answer
from retrieval.index import writing
from tests.conftest import ROOT
from tests.embedder import HashEmbedding

MODEL = "all-MiniLM-L6-v2"


def pincite(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PINCITE_", "SLACK_"))}
    call = [sys.executable, "-m", "cli", *map(str, arguments)]
    clean |= {"PYTHONPATH": str(ROOT), "PINCITE_LOG": "off"} | environment
    return subprocess.run(call, cwd=cwd, env=clean, capture_output=True, text=True, check=False)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr of a call that was refused."""
    assert done.returncode == 2, done.stderr
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("pincite: ")
    return line


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    assert "no such file or folder" in refused(pincite("ingest", tmp_path / "none", "--index", tmp_path / "i"))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no" in refused(pincite("ingest", tmp_path / "empty", "--index", tmp_path / "i"))


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    done = pincite("ingest", tmp_path / "a.txt", "--index", tmp_path / "i")
    assert done.returncode == 2
    assert "save it as UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_asking_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    assert "pincite ingest" in refused(pincite("ask", "Who sued?", "--index", tmp_path / "i"))


@pytest.mark.parametrize("question", ["", "x" * 10_000])
def test_a_question_that_cannot_be_read_is_refused(tmp_path: Path, question: str) -> None:
    assert "question" in refused(pincite("ask", question, "--index", tmp_path / "i"))


def test_an_index_of_another_model_is_refused_and_kept(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A fact is here.\n")
    with writing(tmp_path / "i", "another-model") as index:
        ingest(index, [source], HashEmbedding)
    for call in (("ask", "Who sued?"), ("ingest", str(source))):
        assert "another-model" in refused(pincite(*call, "--index", tmp_path / "i"))


def test_an_index_that_another_process_writes_is_refused_by_its_number(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A fact is here.\n")
    with writing(tmp_path / "i", MODEL):
        assert str(os.getpid()) in refused(pincite("ingest", source, "--index", tmp_path / "i"))


def test_a_missing_and_a_wrong_slack_token_are_refused(tmp_path: Path) -> None:
    assert "SLACK_BOT_TOKEN" in refused(pincite("serve", PINCITE_HOME=str(tmp_path)))
    wrong = pincite("serve", SLACK_BOT_TOKEN="nonsense", SLACK_APP_TOKEN="xapp-1", PINCITE_HOME=str(tmp_path))
    assert "SLACK_BOT_TOKEN" in refused(wrong)


def test_a_file_that_is_no_answer_cannot_be_verified(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    assert "is not an answer" in refused(pincite("verify", tmp_path / "a.json"))


@pytest.mark.slow
def test_a_question_as_json_verifies_and_a_forged_one_does_not(corpus_index: Path, tmp_path: Path) -> None:
    asked = pincite("ask", "--json", "When was the lawsuit filed?", "--index", corpus_index)
    assert asked.returncode == 0, asked.stderr
    answer = Answer.model_validate_json(asked.stdout)
    file = tmp_path / "answer.json"
    file.write_text(asked.stdout)
    assert pincite("verify", file, "--index", corpus_index).returncode == 0
    file.write_text(asked.stdout.replace("2024", "1999"))
    forged = pincite("verify", file, "--index", corpus_index)
    assert (forged.returncode, "changed" in forged.stdout) == (1, True)
    assert answer.citations


@pytest.mark.slow
def test_a_batch_keeps_the_ids_and_names_the_lines_that_are_no_question(corpus_index: Path, tmp_path: Path) -> None:
    questions = [{"id": "q1", "question": "How much is sought per user?"}, {"id": "q2", "question": ""}]
    (tmp_path / "in.jsonl").write_text("\n".join([*map(json.dumps, questions), "no json"]))
    out = tmp_path / "out.jsonl"
    done = pincite("ask", "--batch", tmp_path / "in.jsonl", "--out", out, "--index", corpus_index)
    answers = [Answer.model_validate_json(line) for line in out.read_text().splitlines()]
    assert [(answer.id, answer.status.value) for answer in answers] == [("q1", "answered"), ("q2", "unclear")]
    assert done.returncode == 1
    assert "in.jsonl:3: this line is not a question" in done.stderr
