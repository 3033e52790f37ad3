from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from evals.report import render, write_json
from evals.results import Report
from evals.runner import run
from retrieval.answer import Question
from tests.evals.test_runner import CASES, ask


def _printed(report: Report) -> str:
    console = Console(file=StringIO(), width=140)
    with console.capture() as capture:
        console.print(render(report))
    return capture.get()


def _cells(printed: str, category: str) -> list[str]:
    row = next(line for line in printed.splitlines() if f" {category} " in line)
    return [cell.strip() for cell in row.replace("┃", "│").split("│")[2:-1]]


def test_the_table_counts_outcomes_by_category_with_intervals() -> None:
    printed = _printed(run(CASES, ask))
    assert _cells(printed, "amount") == ["1", "1", "0", "0", "0", "0", "0", "100% (21%–100%)"]
    assert _cells(printed, "name") == ["2", "0", "0", "0", "0", "1", "1", "0% (0%–66%)"]
    assert _cells(printed, "near-miss") == ["1", "1", "1", "0", "0", "0", "0", "100% (21%–100%)"]
    assert _cells(printed, "all") == ["4", "2", "1", "0", "0", "1", "1", "50% (15%–85%)"]


def test_a_failed_case_shows_question_answer_expectation_and_problem() -> None:
    lines = _printed(run(CASES, ask)).splitlines()
    start = lines.index("no_answer  owner")
    assert lines[start : start + 5] == [
        "no_answer  owner",
        "  question  Who owns it?",
        "  expected  Microsoft",
        "  answer    The sources do not answer this.",
        "  problem   declined though the sources answer",
    ]
    assert "  problem   LookupError: the index is gone" in lines


def test_brackets_in_an_answer_are_shown_as_they_are() -> None:
    case = CASES[2]
    answer = ask(Question(question="How much?")).model_copy(update={"answer": "[bold]Judge[/bold] Lee. [1]"})
    assert "[bold]Judge[/bold] Lee. [1]" in _printed(run((case,), lambda _: answer))


def test_a_run_without_failures_prints_the_table_alone() -> None:
    assert "problem" not in _printed(run(CASES[:1], ask))


def test_json_holds_the_figures_and_every_case_with_its_answer(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    write_json(run(CASES, ask), file)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["accuracy"]["value"] == 0.5
    assert written["outcomes"] == {"correct": 2, "partly": 0, "incorrect": 0, "no_answer": 1, "error": 1}
    assert written["categories"]["near-miss"]["declined_rightly"] == 1
    assert [entry["case"]["id"] for entry in written["cases"]] == [case.id for case in CASES]
    assert written["cases"][0]["answer"]["citations"][0]["quote"] == "It seeks $1,000."
    assert written["cases"][3]["answer"] is None
