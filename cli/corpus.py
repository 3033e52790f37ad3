"""``pincite corpus``: work on the sources themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import orjson
import typer

from cli.ingest import DEFAULT_SOURCES
from cli.options import JsonOption
from ingest.lint import Checked, Finding, Place, Severity, check

app = typer.Typer(help="Work on the sources themselves.", add_completion=False, rich_markup_mode=None)


@app.callback()
def corpus() -> None:
    """Work on the sources themselves."""


@app.command("check")
def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH ...]", help="Files and folders. Default: corpus.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find broken references, impossible dates, and statements of several articles that differ.

    The exit code is 1 when there are errors; warnings are for an editor to judge.
    """
    checked = check(paths or [DEFAULT_SOURCES])
    if as_json:
        typer.echo(orjson.dumps(_json(checked), option=orjson.OPT_INDENT_2).decode())
    else:
        for finding in checked.findings:
            typer.echo("\n".join(_lines(finding)))
        typer.echo(_summary(checked))
    if checked.of(Severity.ERROR):
        raise typer.Exit(1)


def _lines(finding: Finding) -> Iterator[str]:
    place = finding.place
    yield f"{place.file}:{place.line}: {finding.severity}: {finding.message} [{finding.rule}]"
    if place.says:
        yield f"    {place.says}"
    for other in finding.beside:
        yield f"    {_where(other, place)}: {other.says}" if other.says else f"    {_where(other, place)}"


def _where(other: Place, place: Place) -> str:
    return f"line {other.line}" if other.file == place.file else f"{other.file}:{other.line}"


def _summary(checked: Checked) -> str:
    errors, warnings = (len(checked.of(severity)) for severity in (Severity.ERROR, Severity.WARNING))
    return f"{_many(errors, 'error')}, {_many(warnings, 'warning')} in {_many(checked.sources, 'source')}."


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _json(checked: Checked) -> dict[str, object]:
    return {
        "sources": checked.sources,
        "errors": len(checked.of(Severity.ERROR)),
        "warnings": len(checked.of(Severity.WARNING)),
        "findings": [
            {"severity": finding.severity.value, "rule": finding.rule, "message": finding.message}
            | asdict(finding.place)
            | {"beside": [asdict(place) for place in finding.beside]}
            for finding in checked.findings
        ],
    }
