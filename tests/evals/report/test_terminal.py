from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO

import pytest
from rich.console import Console

from evals.cases.case import Case
from evals.evaluation import Evaluation
from evals.report.terminal import render
from evals.runs.run import Run
from evals.runs.runner import Ask, run
from evals.subjects.subject import Reply
from retrieval.answer import Question
from tests.evals.runs.test_runner import CASES, ask


def _printed(cases: Sequence[Case], asked: Ask = ask, width: int = 80) -> str:
    console = Console(file=StringIO(), width=width)
    with console.capture() as capture:
        console.print(render(Evaluation(Run(results=run(cases, asked)))))
    return capture.get()


def _cells(printed: str, category: str) -> list[str]:
    row = next(line for line in printed.splitlines() if line.strip().startswith(f"{category} "))
    return row.strip().split(maxsplit=8)[1:]


def test_the_table_counts_outcomes_by_category_with_intervals() -> None:
    printed = _printed(CASES)
    assert _cells(printed, "amount") == ["1", "1", "0", "0", "0", "0", "0", "100% (21–100)"]
    assert _cells(printed, "name") == ["2", "0", "0", "0", "0", "1", "1", "0% (0–66)"]
    assert _cells(printed, "near-miss") == ["1", "1", "1", "0", "0", "0", "0", "100% (21–100)"]
    assert _cells(printed, "all") == ["4", "2", "1", "0", "0", "1", "1", "50% (15–85)"]


def test_a_failed_case_shows_question_answer_expectation_and_problem() -> None:
    lines = _printed(CASES).splitlines()
    start = lines.index("no_answer  owner (declined wrongly)")
    assert lines[start : start + 5] == [
        "no_answer  owner (declined wrongly)",
        "  question  Who owns it?",
        "  expected  Microsoft",
        "  answer    The sources do not answer this.",
        "  problem   declined though the sources answer",
    ]
    assert "  problem   LookupError: the index is gone" in lines


def test_brackets_in_an_answer_are_shown_as_they_are() -> None:
    case = CASES[2]
    answer = ask(Question(question="How much?")).answer.model_copy(update={"answer": "[bold]Judge[/bold] Lee. [1]"})
    assert "[bold]Judge[/bold] Lee. [1]" in _printed((case,), lambda _: Reply(answer=answer))


def test_a_run_without_failures_prints_the_table_alone() -> None:
    assert "problem" not in _printed(CASES[:1])


def test_figures_stand_with_their_intervals() -> None:
    row = next(line for line in _printed(CASES).splitlines() if "Selective accuracy" in line)
    assert [cell.strip() for cell in row.split("│")[2:5]] == ["100.0%", "20.7% – 100.0%", "1"]


def test_eighty_columns_are_enough_for_the_table() -> None:
    head = next(line for line in _printed(CASES).splitlines() if "category" in line)
    assert head.split() == ["category", "n", "right", "declined", "partly", "wrong", "none", "error", "accuracy"]


@pytest.mark.parametrize("width", [40, 60, 120])
def test_in_any_width_no_figure_is_left_out(width: int) -> None:
    lines = _printed(CASES, width=width).splitlines()
    table = lines[: next(place for place, line in enumerate(lines) if line.startswith("no_answer"))]
    assert "…" not in "".join(lines)
    written = re.sub(r"\W", "", "".join(table))
    for digits in ("100", "21", "66", "15", "85"):
        assert digits in written
