"""``pincite log``: the answers that were given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from cli.options import AudienceOption, JsonOption, readers
from cli.show import print_answer
from retrieval.errors import UsageError
from retrieval.log import AnswerLog, Entry
from retrieval.settings import MAX_DAYS, load_settings

app = typer.Typer(
    help="The answers that were given.", add_completion=False, rich_markup_mode=None, invoke_without_command=True
)
_QUESTION_CHARS = 80


@app.callback()
def command(
    context: typer.Context,
    last: Annotated[int, typer.Option("--last", min=1, help="How many, the newest first.")] = 20,
    audience: AudienceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the answers that were given, the newest first."""
    if context.invoked_subcommand is not None:
        return
    with _opened() as log:
        entries = log.newest(last, readers(audience))
    if as_json:
        typer.echo(orjson.dumps([_row(entry) for entry in entries], option=orjson.OPT_INDENT_2).decode())
        return
    for entry in entries:
        typer.echo(_line(entry))
    if not entries:
        typer.echo("The log is empty.")


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The number or id of an answer, or how its id begins.")],
    audience: AudienceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one answer as it was given; --json prints what `pincite verify` checks."""
    with _opened() as log:
        entry = log.find(name, readers(audience))
    if entry is None:
        raise UsageError(f"The log holds no answer {name!r}; see `pincite log`.")
    if as_json:
        typer.echo(entry.answer.model_dump_json(indent=2))
        return
    typer.echo(_line(entry))
    typer.echo(f"id {entry.answer.id}, index {entry.index_state or 'unknown'}\n")
    print_answer(entry.answer)
    for each in entry.feedback:
        typer.echo(f"\n{each.at}  {each.who or 'somebody'}: {each.kind}{': ' if each.note else ''}{each.note}")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Where the entries go, one a line.")],
    audience: AudienceOption = None,
) -> None:
    """Write every entry to a file, the oldest first."""
    try:
        with _opened() as log, file.open("wb") as output:
            count = sum(bool(output.write(orjson.dumps(_row(entry)) + b"\n")) for entry in log.all(readers(audience)))
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; check the path.") from error
    typer.echo(f"{count:,} answer{'' if count == 1 else 's'} exported.")


@app.command("forget")
def forget(
    days: Annotated[int, typer.Option("--days", min=0, max=MAX_DAYS, help="Delete what is older than so many days.")],
) -> None:
    """Delete older answers for good."""
    with _opened() as log:
        count = log.forget(timedelta(days=days))
    typer.echo(f"{count:,} answer{'' if count == 1 else 's'} deleted.")


@contextmanager
def _opened() -> Iterator[AnswerLog]:
    place = load_settings().log_place
    if isinstance(place, Path) and not place.is_file():
        raise UsageError(f"There is no log at {place}; it begins with the first `pincite ask`, unless PINCITE_LOG=off.")
    log = AnswerLog(place)
    try:
        yield log
    finally:
        log.close()


def _line(entry: Entry) -> str:
    question = " ".join(entry.answer.question.split())
    short = question if len(question) <= _QUESTION_CHARS else f"{question[:_QUESTION_CHARS]}…"
    asked = " ".join(filter(None, (entry.who, f"({entry.place})" if entry.place else "")))
    return f"{entry.n}  {entry.at[:19]}Z  {entry.answer.status}  {asked or '-'}  {short}"


def _row(entry: Entry) -> dict[str, Any]:
    facts = {"n": entry.n, "at": entry.at, "who": entry.who, "place": entry.place, "index_state": entry.index_state}
    return facts | {
        "answer": entry.answer.model_dump(mode="json"),
        "feedback": [asdict(each) for each in entry.feedback],
    }
