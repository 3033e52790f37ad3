from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from evals.case_files import load_cases
from evals.evaluate import evaluate
from evals.score import Outcome
from retrieval.answer import Answer, Question
from retrieval.errors import UsageError
from tests.evals.answers import answered, declined


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "one.yaml").write_text("- id: a\n  question: How much?\n  says:\n    - $1,000\n", encoding="utf-8")
    return folder


def _console() -> Console:
    return Console(file=StringIO(), width=120)


def test_evaluating_prints_the_table_and_writes_json(cases: Path, tmp_path: Path) -> None:
    console, file = _console(), tmp_path / "report.json"
    with console.capture() as capture:
        report = evaluate(lambda _: answered("It seeks $1,000."), console, cases, file)
    assert report.accuracy.value == 1.0
    assert "Known facts" in capture.get()
    assert json.loads(file.read_text(encoding="utf-8"))["accuracy"]["n"] == 1


def test_without_a_folder_the_shipped_facts_are_asked() -> None:
    asked: list[str] = []

    def ask(question: Question) -> Answer:
        asked.append(question.question)
        return declined()

    report = evaluate(ask, _console())
    assert asked == [case.question for case in load_cases()]
    assert report.declined_rightly == report.accuracy.hits
    assert report.count(Outcome.NO_ANSWER) == sum(case.answerable for case in load_cases())


def test_a_missing_folder_for_the_json_is_noticed_before_anything_is_asked(cases: Path, tmp_path: Path) -> None:
    def ask(question: Question) -> Answer:
        raise AssertionError(f"asked {question.question}")

    with pytest.raises(UsageError, match="its folder does not exist"):
        evaluate(ask, _console(), cases, tmp_path / "absent" / "report.json")


def test_a_json_file_that_cannot_be_written_is_a_usage_error(cases: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        evaluate(lambda _: declined(), _console(), cases, tmp_path)
