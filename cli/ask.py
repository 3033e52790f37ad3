"""``pincite ask``: one question, or a file of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli.batch import answer_batch
from cli.opening import ask_recorded, asker, open_recorded
from cli.options import AudienceOption, IndexOption, JsonOption, day, readers
from cli.show import print_answer
from retrieval.answer import Question
from retrieval.assistant import check_question
from retrieval.errors import UsageError

_PLACE = "command line"


def command(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="What you want to know.")] = None,
    index: IndexOption = None,
    doc: Annotated[
        list[str] | None, typer.Option("--doc", metavar="ID", help="Use only this document (repeatable).")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Use only what was known on this day, such as 2025-01-23."),
    ] = None,
    audience: AudienceOption = None,
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why each passage ranked where it did.")] = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="IN.jsonl", help="Questions, one JSON object a line.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="OUT.jsonl", help="Where the answers of --batch go.")
    ] = None,
) -> None:
    """Answer a question in the sources' own words, or say that they do not answer it."""
    then = _day(as_of)
    if batch is not None:
        if question is not None or out is None or then or doc or explain:
            raise UsageError(
                "--batch needs --out OUT.jsonl and no QUESTION, --doc, --as-of or --explain; a line of its file can "
                "hold `scope` and `as_of`."
            )
        if answer_batch(batch, out, lambda: open_recorded(index), readers(audience)):
            raise typer.Exit(1)
        return
    if out is not None:
        raise UsageError("--out needs --batch IN.jsonl; the answer to one question is printed.")
    if question is None:
        raise UsageError('There is no question; ask one: pincite ask "Who sued LinkedIn?"')
    if question.encode(errors="ignore").decode() != question:
        raise UsageError("The question is not UTF-8 text; set the terminal to UTF-8.")
    check_question(question)  # before seconds of loading
    asked = Question(
        question=question,
        scope=tuple(doc or ()),
        as_of=then,
        who=asker(),
        place=_PLACE,
        readers=readers(audience),
    )
    assistant, answer = ask_recorded(asked, index)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    else:
        print_answer(answer)
    if explain:
        typer.echo(assistant.explain(asked), err=as_json)


def _day(given: str | None) -> date | None:
    try:
        return None if given is None else day(given)
    except ValueError as error:
        raise UsageError(f"--as-of: {error}.") from error
