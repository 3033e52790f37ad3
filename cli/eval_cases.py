"""The commands of ``pincite eval`` that look after the cases: anchor, draft, review, baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.options import IndexOption
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.settings import load_settings

CasesOption = Annotated[
    Path | None, typer.Option("--cases", metavar="DIR", help="A folder of known facts, or one file.")
]


def anchor(cases: CasesOption = None, index: IndexOption = None) -> None:
    """Find the sentences that answer each case, and keep them beside the cases in anchors.json."""
    from evals.cases.anchors import find_anchors, write_anchors
    from evals.cases.files import FACTS, load_cases
    from evals.cases.sources import read_sources

    place = cases or FACTS
    sources = list(read_sources(opened_index(index).store))
    found = {case: find_anchors(case, sources) for case in load_cases(place)}
    file = write_anchors(place, {case.id: anchors for case, anchors in found.items()})
    answerable = [case for case in found if case.answerable]
    bare = [case.id for case in answerable if not found[case]]
    typer.echo(f"{sum(map(len, found.values()))} anchors of {len(answerable)} cases are in {file}; read what changed.")
    for name in bare:
        typer.echo(f"{name}: no sentence says what the answer must say")
    if bare:
        raise typer.Exit(1)


def baseline(
    run: Annotated[Path, typer.Argument(metavar="RUN.json", help="A run written by --json.")],
    out: Annotated[Path, typer.Argument(metavar="BASELINE.json", help="Where the baseline goes.")],
) -> None:
    """Keep of a run what later runs are compared with: outcomes and measures, no texts."""
    from evals.runs.run import read_run

    slim = read_run(run).slim()
    out.write_text(slim.model_dump_json(indent=1, exclude_defaults=True) + "\n", encoding="utf-8")
    typer.echo(f"{out} holds {len(slim.results)} cases; compare with `pincite eval --baseline {out}`.")


def draft(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The id of an indexed document.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.jsonl", help="Where the candidates go.")] = Path(
        "candidates.jsonl"
    ),
    index: IndexOption = None,
) -> None:
    """Propose cases from an article's own dates, amounts and names, for a person to review."""
    from evals.formats.candidates import write_candidates
    from evals.review.drafting import drafted

    candidates = drafted(opened_index(index).store, article)
    write_candidates(candidates, out)
    typer.echo(f"{len(candidates)} candidates are in {out}; go through them with `pincite eval review {out}`.")


def review(
    candidates: Annotated[Path, typer.Argument(metavar="CANDIDATES.jsonl", help="From draft or feedback export.")],
    cases: Annotated[Path, typer.Option("--cases", metavar="FILE.yaml", help="Where accepted cases are added.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides; kept with each decision.")] = "",
) -> None:
    """Decide about candidates one by one: accept, edit, reject or skip. Nothing becomes a case by itself."""
    from evals.formats.candidates import read_candidates
    from evals.review.reviewing import Reviewer, review_all

    name = by.strip() or typer.prompt("Your name")
    if not name.strip():
        raise UsageError("A case needs a name behind it; give --by NAME")
    counts = review_all(
        read_candidates(candidates), Reviewer(cases, candidates, name.strip(), Console(highlight=False))
    )
    typer.echo(", ".join(f"{count} {decision}" for decision, count in counts.items()) or "Nothing is left to review.")


def opened_index(folder: Path | None) -> Index:
    """The index that the settings name, for reading. Raises IndexMissing or IndexMismatch."""
    settings = load_settings(folder)
    return Index.open(settings.index_dir, settings.embedding_model, settings.chroma)
