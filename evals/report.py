"""A run as people read it (tables for the terminal) and as machines do (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.cases import Case
from evals.intervals import Share
from evals.results import Report, Result
from evals.score import Outcome

_COLUMNS = ("cases", "correct", "declined rightly", "partly", "wrong", "no answer", "error")


def render(report: Report) -> RenderableType:
    """The table by category, and below it every case that is not correct."""
    return Group(_table(report), *(_failure(result) for result in report.failures))


def write_json(report: Report, file: Path) -> None:
    """Write the figures, and every case with its answer, to a file. Raises OSError."""
    file.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def as_json(report: Report) -> dict[str, Any]:
    """The report in plain types: ``accuracy``, ``outcomes``, ``categories`` and ``cases``."""
    return {
        **_figures(report),
        "categories": {category.value: _figures(part) for category, part in report.by_category.items()},
        "cases": [_result_as_json(result) for result in report.results],
    }


def _table(report: Report) -> Table:
    table = Table("category", title="Known facts", title_justify="left")
    for column in _COLUMNS:
        table.add_column(column, justify="right")
    table.add_column("accuracy (95 % interval)", justify="right")
    for category, part in report.by_category.items():
        table.add_row(category.value, *_row(part))
    table.add_section()
    table.add_row("all", *_row(report), style="bold")
    return table


def _row(part: Report) -> Iterator[str]:
    yield str(len(part.results))
    yield str(part.count(Outcome.CORRECT))
    yield str(part.declined_rightly)
    for outcome in (Outcome.PARTLY, Outcome.INCORRECT, Outcome.NO_ANSWER, Outcome.ERROR):
        yield str(part.count(outcome))
    yield _percentages(part.accuracy)


def _percentages(share: Share) -> str:
    return f"{share.value:.0%} ({share.low:.0%}–{share.high:.0%})"


def _failure(result: Result) -> Text:
    """A failed case in lines of plain text: an answer is not markup, whatever brackets it holds."""
    lines = [
        f"\n{result.outcome.value}  {result.case.id}",
        f"  question  {result.case.question}",
        f"  expected  {_expected(result.case)}",
    ]
    if result.answer:
        lines.append(f"  answer    {result.answer.answer or result.answer.status.value}")
    lines.extend(f"  problem   {problem}" for problem in result.problems)
    return Text("\n".join(lines))


def _expected(case: Case) -> str:
    if not case.answerable:
        return "no answer: the sources are silent"
    said = "; ".join(" | ".join(wordings) for wordings in case.says)
    cited = " | ".join(f"[{marker}]" for marker in case.cites)
    return f"{said}, citing {cited}" if cited else said


def _figures(part: Report) -> dict[str, Any]:
    accuracy = part.accuracy
    return {
        "accuracy": {"value": accuracy.value, **accuracy._asdict()},
        "outcomes": {outcome.value: part.count(outcome) for outcome in Outcome},
        "declined_rightly": part.declined_rightly,
    }


def _result_as_json(result: Result) -> dict[str, Any]:
    return {
        "case": result.case.model_dump(mode="json"),
        "outcome": result.outcome.value,
        "problems": list(result.problems),
        "answer": result.answer.model_dump(mode="json") if result.answer else None,
    }
