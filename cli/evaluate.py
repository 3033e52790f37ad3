"""``pincite eval``: ask the known facts; its further commands look after the cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from cli import eval_cases, eval_formats
from cli.options import IndexOption
from retrieval.settings import load_settings

app = typer.Typer(help="Ask the known facts and measure the answers.", add_completion=False, rich_markup_mode=None)
app.command("anchor")(eval_cases.anchor)
app.command("baseline")(eval_cases.baseline)
app.command("draft")(eval_cases.draft)
app.command("review")(eval_cases.review)
app.command("export")(eval_formats.export)
app.command("import")(eval_formats.import_)


def _file(option: str, said: str) -> Any:
    return typer.Option(option, metavar="FILE", help=said)


@app.callback(invoke_without_command=True)
def command(
    context: typer.Context,
    cases: Annotated[
        Path | None, typer.Option("--cases", metavar="DIR", help="A folder of known facts, or one file.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="Ask only this case or category (repeatable).")
    ] = None,
    report: Annotated[Path | None, _file("--report", "Write one HTML page with everything, to read offline.")] = None,
    json_file: Annotated[Path | None, _file("--json", "Write every case with its answer; a later --baseline.")] = None,
    markdown: Annotated[Path | None, _file("--markdown", "Write a summary for a pull request.")] = None,
    junit: Annotated[Path | None, _file("--junit", "Write JUnit XML for a build server.")] = None,
    baseline: Annotated[Path | None, _file("--baseline", "Compare with this run, case by case.")] = None,
    gate: Annotated[
        list[str] | None,
        typer.Option(
            "--gate", metavar="GATE", help="Exit with 1 unless met: 0.8, accuracy>=80%@95, accuracy>=-1pt@95."
        ),
    ] = None,
    subject: Annotated[
        str, typer.Option("--subject", metavar="WHAT", help="pincite, llama-index, a URL, or a command to ask.")
    ] = "pincite",
    beside: Annotated[
        list[str] | None, typer.Option("--beside", metavar="WHAT", help="Ask this too, to stand beside (repeatable).")
    ] = None,
    patience: Annotated[
        float, typer.Option("--patience", min=0.1, metavar="S", help="Seconds that a URL or command may take.")
    ] = 60.0,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask every case, also those that an interrupted run has answered.")
    ] = False,
    index: IndexOption = None,
) -> None:
    """Ask the known facts and measure the answers."""
    if context.invoked_subcommand is not None:
        return
    # Imported here because scipy takes a second that no other command should pay.
    from cli.subjects import open_subject
    from evals.cases.files import FACTS
    from evals.evaluate import Options, evaluate
    from evals.report.files import Reports
    from evals.scoring.score import Outcome

    settings = load_settings(index)
    opened = eval_cases.opened_index(index)
    asked = [open_subject(name, index, patience) for name in (subject, *(beside or ()))]
    options = Options(cases or FACTS, tuple(only or ()), baseline, tuple(gate or ()), settings.home / "evals", fresh)
    reports = Reports(report, json_file, markdown, junit)
    try:
        evaluation = evaluate(asked, opened, Console(), options, reports)
    finally:
        for each in asked:
            each.close()
    if not evaluation.passed or evaluation.run.count(Outcome.ERROR):
        raise typer.Exit(1)
