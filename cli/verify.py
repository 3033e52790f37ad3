"""``pincite verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from cli.options import IndexOption
from retrieval.answer import Answer
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.settings import load_settings
from retrieval.verify import verify


def command(
    answer: Annotated[Path, typer.Argument(metavar="ANSWER.json", help="An answer, as `pincite ask --json` gives it.")],
    index: IndexOption = None,
) -> None:
    """Check every citation of an answer against the stored versions."""
    read = _read(answer)
    settings = load_settings(index)
    checked = verify(read, Index.open(settings.index_dir, settings.embedding_model).store)
    if not checked:
        typer.echo("The answer has no citation to check.")
    for check in checked:
        where = f" ({check.where})" if check.where else ""
        typer.echo(f"[{check.citation.n}] {check.finding}  {check.citation.doc_id}{where}")
    if not all(check.holds for check in checked):
        raise typer.Exit(1)


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
