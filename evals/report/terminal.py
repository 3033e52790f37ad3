"""An evaluation in the terminal: the figures, a table by category, and every case that is not correct."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.cases.case import expected_text
from evals.compare.compared import Pair
from evals.evaluation import Evaluation
from evals.intervals import Share
from evals.report.rows import figure_rows
from evals.runs.result import Result
from evals.runs.run import Run
from evals.scoring.score import Outcome

_COLUMNS = ("n", "right", "declined", "partly", "wrong", "none", "error")


def render(evaluation: Evaluation) -> RenderableType:
    """All of it, for a console."""
    run = evaluation.run
    return Group(
        _categories(run),
        *(_failure(result) for result in run.failures),
        _figures(evaluation),
        *_comparison(evaluation),
        *_labels(run),
        *(Text(f"\n{note}", style="yellow") for note in evaluation.notes),
        *_decisions(evaluation),
    )


def _categories(run: Run) -> Table:
    table = Table(
        title="Known facts", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False
    )  # in 80 columns; in fewer, cells are folded and none is left out
    table.add_column("category", overflow="fold")
    for column in (*_COLUMNS, "accuracy"):
        table.add_column(column, justify="right", overflow="fold")
    for category, part in run.by_category.items():
        table.add_row(category.value, *_row(part))
    table.add_section()
    table.add_row("all", *_row(run), style="bold")
    return table


def _row(part: Run) -> Iterator[str]:
    yield str(len(part.results))
    yield str(part.count(Outcome.CORRECT))
    yield str(part.declined_rightly)
    for outcome in (Outcome.PARTLY, Outcome.INCORRECT, Outcome.NO_ANSWER, Outcome.ERROR):
        yield str(part.count(outcome))
    yield _percentages(part.accuracy)


def _percentages(share: Share) -> str:
    return f"{share.value:.0%} ({100 * share.low:.0f}–{100 * share.high:.0f})"


def _failure(result: Result) -> Text:
    """A failed case in lines of plain text: an answer is not markup, whatever brackets it holds."""
    lines = [
        f"\n{result.outcome.value}  {result.case.id}{f' ({result.bucket.value})' if result.bucket else ''}",
        *(f"  before    {turn}" for turn in result.case.history),
        f"  question  {result.case.question}",
        f"  expected  {expected_text(result.case)}",
    ]
    if result.answer:
        lines.append(f"  answer    {result.answer.answer or result.answer.status.value}")
    lines.extend(f"  problem   {problem}" for problem in result.problems)
    return Text("\n".join(lines))


def _figures(evaluation: Evaluation) -> Table:
    (first, *head), rows = figure_rows(evaluation)
    table = Table(title="\nFigures", title_justify="left")
    table.add_column(first, overflow="fold")
    for name in head:
        table.add_column(Text(name), justify="right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _comparison(evaluation: Evaluation) -> Iterator[RenderableType]:
    compared = evaluation.compared
    if compared is None:
        return
    yield Text(f"\nAgainst {compared.label}, {len(compared.pairs)} cases in common")
    for unlike in compared.unlike:
        yield Text(f"  unlike: {unlike}", style="yellow")
    for pair in compared.flipped:
        yield Text(f"  {_flip(pair)}")


def _flip(pair: Pair) -> str:
    before, after = pair
    sign = "+" if after.outcome is Outcome.CORRECT else "-"
    return f"{sign} {after.case.id}: {before.outcome.value} -> {after.outcome.value}"


def _labels(run: Run) -> Iterator[Text]:
    if run.rotten:
        yield Text("\nLabels to look at again")
    for rotten in run.rotten:
        yield Text(f"  {rotten.case}: {rotten.rot.value} {rotten.document} {rotten.quote[:80]}".rstrip())


def _decisions(evaluation: Evaluation) -> Iterator[Text]:
    for decision in evaluation.decisions:
        style = "green" if decision.passed else "bold red"
        yield Text(f"\ngate {decision.gate.text}: {decision.verdict.value}: {decision.why}", style=style)
