"""``pincite watch``: standing answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.opening import asker, open_verbatim
from cli.options import AudienceOption, IndexOption, readers
from retrieval.answer import Answer, Question
from retrieval.assistant import check_question
from retrieval.index import Index
from retrieval.settings import load_settings
from retrieval.view import View
from retrieval.watches import Change, Watch, Watches

app = typer.Typer(help="Standing answers: be told when one changes.", add_completion=False, rich_markup_mode=None)


@app.callback()
def watch() -> None:
    """Standing answers: be told when one changes."""


@app.command("add")
def add(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What to keep an eye on.")],
    index: IndexOption = None,
    audience: AudienceOption = None,
    doc: Annotated[
        list[str] | None, typer.Option("--doc", metavar="ID", help="Use only this document (repeatable).")
    ] = None,
) -> None:
    """Save a question with the answer that it has now."""
    check_question(question)
    asked = Question(question=question, scope=tuple(doc or ()), readers=readers(audience))
    answer = open_verbatim(index).ask(asked)
    with _opened() as watches:
        saved = watches.add(asked, answer, owner=asker())
    typer.echo(f"{saved.id}  {saved.answer.status}  {saved.question.question}\n{saved.answer.answer}")


@app.command("list")
def list_command() -> None:
    """List the standing answers."""
    with _opened() as watches:
        saved = watches.all()
    for each in saved:
        typer.echo(f"{each.id}  {each.seen[:10]}  {each.answer.status}  {each.owner or '-'}  {each.question.question}")
    if not saved:
        typer.echo('There is no standing answer; save one: pincite watch add "QUESTION"')


@app.command("remove")
def remove(watch_id: Annotated[str, typer.Argument(metavar="ID", help="As `pincite watch list` shows it.")]) -> None:
    """Remove a standing answer."""
    with _opened() as watches:
        watches.remove(watch_id)
    typer.echo(f"{watch_id} is removed.")


@app.command("check")
def check(
    index: IndexOption = None,
    keep: Annotated[bool, typer.Option("--keep", help="Show the changes again next time.")] = False,
) -> None:
    """Ask every saved question again and show, side by side, the answers that changed."""
    console = Console(highlight=False)
    with _opened() as watches:
        total = len(_told_here(watches))
        number = report(watches, index, console, keep=keep) if total else 0
    typer.echo(f"{number:,} of {total:,} standing answers changed.")


def report(watches: Watches, index: Path | None, console: Console, *, keep: bool = False) -> int:
    """Show every change; gives how many there are."""
    settings = load_settings(index)
    number = 0
    asked = open_verbatim(index)  # first, as it says so where there is no index; to open one would make it
    opened = Index(settings.index_dir, settings.chroma)
    for change in watches.changes(asked, partial(View, opened), _told_here(watches)):
        number += 1
        console.print(_side_by_side(change))
        if not keep:
            watches.seen(change)
    return number


def after_ingest(index: Path | None, console: Console) -> None:
    """Show what an ingest has changed in the standing answers; where there are none, it costs nothing."""
    place = load_settings(index).watches_place
    if isinstance(place, Path) and not place.is_file():
        return
    with _opened() as watches:
        if _told_here(watches) and (number := report(watches, index, console)):
            console.print(f"{number:,} standing answer{' has' if number == 1 else 's have'} changed.")


def _told_here(watches: Watches) -> list[Watch]:
    """Those of the command line. Of the others, each is told in the place where it was saved."""
    return [watch for watch in watches.all() if not watch.place]


@contextmanager
def _opened() -> Iterator[Watches]:
    watches = Watches(load_settings().watches_place)
    try:
        yield watches
    finally:
        watches.close()


def _side_by_side(change: Change) -> Table:
    table = Table(title=Text(f"{change.watch.id}  {change.watch.question.question}"), title_justify="left", expand=True)
    table.add_column(Text(f"until now ({change.watch.seen[:10]})"), ratio=1)
    table.add_column("now", ratio=1)
    table.add_row(_told(change.old), _told(change.new) if change.differs else Text("the same answer"))
    for each in change.lost:
        where = f" ({each.where})" if each.where else ""
        table.add_row(Text(f"[{each.citation.n}] “{each.citation.quote}”"), Text(f"{each.finding}{where}"), style="dim")
    return table


def _told(answer: Answer) -> Text:
    sources = "\n".join(f"[{each.n}] {each.title} ({each.doc_id})" for each in answer.citations)
    return Text(f"{answer.status}: {answer.answer}\n{sources}".strip())
