"""``pincite ingest``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

from cli.options import IndexOption, JsonOption
from cli.watch import after_ingest
from ingest.batches import BATCH
from ingest.job import Summary, ingest
from ingest.loaders.paths import source_files
from ingest.loaders.source import Failure
from retrieval.embedding import Embedder, load_embedder
from retrieval.errors import UsageError
from retrieval.index import writing
from retrieval.settings import load_settings

DEFAULT_SOURCES = Path("corpus")


class Engine(StrEnum):
    """What runs the model during an ingest."""

    LOCAL = "local"
    RAY = "ray"


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH or URL ...]", help="Files, folders and web addresses. Default: corpus."),
    ] = None,
    index: IndexOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents that are not under these paths.")] = False,
    as_json: JsonOption = False,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Where the model runs: here, or on a Ray cluster.")
    ] = Engine.LOCAL,
    address: Annotated[
        str | None, typer.Option("--address", metavar="HOST:PORT", help="The Ray cluster. Default: this machine's.")
    ] = None,
) -> None:
    """Read the sources into the index. What is unchanged costs nothing."""
    settings = load_settings(index)
    console = Console(stderr=True, highlight=False)
    if address is not None and engine is not Engine.RAY:
        raise UsageError("--address needs --engine ray.")
    named = paths or [str(DEFAULT_SOURCES)]
    model, place, server = settings.embedding_model, settings.index_dir, settings.chroma
    if not any(place.glob("*")):
        _check_sources(named)
    with _reading(engine, model, address) as (embedder, at_once), writing(place, model, server) as opened:
        private = settings.allow_private
        with _Bars(console) as bars:
            summary = ingest(
                opened, named, embedder, prune=prune, progress=bars, allow_private=private, at_once=at_once
            )
        documents, passages = opened.store.count()
    for failure in summary.failed:
        console.print(f"pincite: {failure}", markup=False, soft_wrap=True)
    for part in summary.warned:
        console.print(f"pincite: warning: {part}", markup=False, soft_wrap=True)
    if as_json:
        typer.echo(orjson.dumps(_json(summary, documents, passages)).decode())
    else:
        typer.echo(_line(summary, documents, passages))
    if summary.added or summary.updated or summary.removed:
        after_ingest(index, console)
    if summary.failed:
        raise typer.Exit(1)


def _check_sources(named: list[str]) -> None:
    """Raise UsageError for a path that holds no source, before an index is made that would stay empty."""
    source_files([Path(name) for name in named if "://" not in name])


@contextmanager
def _reading(engine: Engine, model: str, address: str | None) -> Iterator[tuple[Callable[[], Embedder], int]]:
    """What loads the model when something has to be read, and how many passages it should get at once."""
    if engine is Engine.LOCAL:
        yield cache(lambda: load_embedder(model)), BATCH
        return
    # Imported here because Ray is no part of a usual installation.
    from ingest.ray_engine import connected

    with connected(model, address) as cluster:
        yield lambda: cluster, cluster.texts_at_once


class _Bars:
    """Documents read and passages embedded, with the time left."""

    def __init__(self, console: Console) -> None:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,  # or it leaves an empty line in a log
        )
        self._read = self._bars.add_task("documents read", total=None, rate="")
        self._embedded = self._bars.add_task("passages embedded", total=None, visible=False, rate="")

    def __enter__(self) -> _Bars:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def documents(self, done: int) -> None:
        self._bars.update(self._read, completed=done)

    def passages(self, done: int, known: int) -> None:
        speed = self._bars.tasks[1].speed
        rate = f"{speed:.0f}/s" if speed else ""
        self._bars.update(self._embedded, completed=done, total=known, visible=True, rate=rate)


def _line(summary: Summary, documents: int, passages: int) -> str:
    counts = {
        "added": len(summary.added),
        "updated": len(summary.updated),
        "unchanged": len(summary.unchanged),
        "removed": len(summary.removed),
        "failed": len(summary.failed),
    }
    done = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    return f"{done}; the index holds {documents:,} documents in {passages:,} passages."


def _json(summary: Summary, documents: int, passages: int) -> dict[str, object]:
    return {
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "failed": _named(summary.failed),
        "warnings": _named(summary.warned),
        "embedded_passages": summary.embedded,
        "documents": documents,
        "passages": passages,
    }


def _named(problems: list[Failure]) -> list[dict[str, str]]:
    return [{"where": problem.where, "problem": problem.problem} for problem in problems]
