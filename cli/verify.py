"""``pincite verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from cli.options import AudienceOption, IndexOption, readers
from ingest.folder import Folder
from retrieval.answer import Answer
from retrieval.audience import Readers
from retrieval.described import misdescribed
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.settings import load_settings
from retrieval.verify import unproved, verify
from retrieval.view import View


def command(
    answer: Annotated[Path, typer.Argument(metavar="ANSWER.json", help="An answer, as `pincite ask --json` gives it.")],
    index: IndexOption = None,
    audience: AudienceOption = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option("--sources", metavar="PATH", help="Check against these files and folders alone (repeatable)."),
    ] = None,
) -> None:
    """Check every citation of an answer against the sources, and every sentence against its citations.

    The sources are the stored versions of an index, or with --sources the files themselves, and then no index is
    needed.
    """
    read = _read(answer)
    if sources and index:
        raise UsageError("--sources checks without an index; leave --index out.")
    seen_by = readers(audience)
    against = _folder(sources, seen_by) if sources else _seen(index, seen_by)
    checked = verify(read, against)
    if not checked:
        typer.echo("The answer has no citation to check.")
    for check in checked:
        where = f" ({check.where})" if check.where else ""
        typer.echo(f"[{check.citation.n}] {check.finding}  {check.citation.doc_id}{where}")
    forged, wrong = list(unproved(read)), list(misdescribed(read, against))
    for text in forged:
        typer.echo(f"not in its citations: {text}")
    for text in wrong:
        typer.echo(f"not so: {text}")
    if forged or wrong or not all(check.holds for check in checked):
        raise typer.Exit(1)


def _seen(index: Path | None, seen_by: Readers) -> View:
    settings = load_settings(index)
    return View(Index.open(settings.index_dir, settings.embedding_model, settings.chroma), seen_by)


def _folder(paths: list[Path], seen_by: Readers) -> Folder:
    folder = Folder(*paths, readers=seen_by)
    for failure in folder.failures:
        typer.echo(f"pincite: {failure}", err=True)
    return folder


def _read(path: Path) -> Answer:
    try:
        return Answer.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give the file of an answer.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(
            f"{path} is not an answer: {place}: {first['msg']}; write it with `pincite ask --json`."
        ) from error
