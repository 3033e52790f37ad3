"""``pincite eval export`` and ``pincite eval import``: the formats of other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.eval_cases import CasesOption, opened_index
from cli.options import IndexOption
from retrieval.errors import UsageError


class Format(StrEnum):
    """What other tools read and write."""

    RAGAS = "ragas"
    BEIR = "beir"
    SQUAD = "squad"


def export(
    format_: Annotated[Format, typer.Argument(metavar="ragas|beir|squad", help="The format.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file; for BEIR, the folder.")],
    run: Annotated[
        Path | None, typer.Option("--run", metavar="RUN.json", help="For ragas: the answers to write.")
    ] = None,
    cases: CasesOption = None,
    index: IndexOption = None,
) -> None:
    """Write the cases, or a run of them, for another tool."""
    from evals.cases.files import FACTS
    from evals.formats.exporting import write_beir, write_ragas, write_squad

    store = opened_index(index).store
    if format_ is Format.RAGAS:
        count = write_ragas(run, cases or FACTS, store, out)
    elif format_ is Format.BEIR:
        count = write_beir(cases or FACTS, store, out)
    else:
        count = write_squad(cases or FACTS, store, out)
    if not count:
        raise UsageError(
            "No case is tied to words of the sources, so there is no question to write: run `pincite eval anchor`."
        )
    typer.echo(f"{count} questions are in {out}.")


def import_(
    format_: Annotated[Format, typer.Argument(metavar="ragas|beir|squad", help="The format.")],
    source: Annotated[Path, typer.Argument(metavar="IN", help="The file; for BEIR, the folder.")],
    cases: Annotated[Path, typer.Option("--out", metavar="FILE.yaml", help="Where the cases go.")],
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="FILE.jsonl", help="Where the texts go, to be ingested.")
    ] = None,
) -> None:
    """Read another tool's questions as cases, and its texts as sources."""
    from evals.formats.importing import READERS, write_imported

    imported = READERS[format_.value](source)
    write_imported(imported, cases, corpus)
    texts = f"; {len(imported.texts)} texts are in {corpus}" if corpus else ""
    typer.echo(f"{len(imported.cases)} cases are in {cases}{texts}. Read them before you rely on them.")
