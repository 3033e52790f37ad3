"""How fast an ingest is beside the model alone, and how much memory it takes: ``python -m benchmarks.ingest``."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.machine import alone, cpu_seconds, facts, peak_mib
from benchmarks.peer import ingest as peer_ingest
from benchmarks.sources import mixed, write
from benchmarks.streamed import Streamed, streamed
from benchmarks.vectors import WordMeans
from ingest.job import ingest
from ingest.loaders.jsonl import load_jsonl
from ingest.loaders.source import Loaded
from ingest.passages import parse
from retrieval.embedding import Embedder, load_embedder
from retrieval.index import writing
from retrieval.markers import shown
from retrieval.rows import embedded_text
from retrieval.settings import DEFAULT_MODEL

SIZES = (600, 5_000, 20_000)
STREAMED = (1_000, 10_000, 100_000)
_SAMPLE = 1024  # texts for the model alone: half of them before the ingest, half of them after it


@dataclass(frozen=True)
class Run:
    """One ingest into an empty index. Rates are passages in a second, memory is in MiB.

    ``encode_rate`` is that of the model alone on texts of the same collection, ``loaded_mib`` the peak with the model
    loaded and nothing read yet, ``peak_mib`` that at the end of the ingest. ``cpu_ratio`` is the model's share of the
    processor time, which a busy machine changes less than ``ratio``. ``peer_seconds`` are those of llama-index's
    default pipeline on the same documents (0: not measured).
    """

    passages: int
    seconds: float
    rate: float
    encode_rate: float
    cpu_ratio: float
    loaded_mib: float
    peak_mib: float
    peer_seconds: float = 0.0

    @property
    def ratio(self) -> float:
        """The ingest's rate as a share of the model's own."""
        return self.rate / self.encode_rate

    @property
    def times_peer(self) -> float:
        """How many times as fast as llama-index's default pipeline on the same documents, 0 where not measured."""
        return self.peer_seconds / self.seconds


def command(
    passages: Annotated[
        list[int] | None,
        typer.Option(min=10, help="How many passages to ingest (repeatable). Default: 600, 5000 and 20000."),
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="How often, of which the medians are shown.")] = 3,
    peer: Annotated[
        int, typer.Option(min=0, help="Up to this size llama-index's default pipeline runs on the same documents.")
    ] = 5_000,
    unchanged: Annotated[int, typer.Option(min=10, help="Documents that are ingested twice.")] = 10_000,
    memory: Annotated[
        list[int] | None,
        typer.Option(min=10, help="How many to ingest for the memory (repeatable). Default: 1000, 10000 and 100000."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Where all numbers go as JSON.")] = None,
) -> None:
    """Ingest collections of several sizes, each run in a process of its own, and compare with the model alone."""
    machine = facts()
    measured = [[_in_process(size, seed, size <= peer) for seed in range(runs)] for size in passages or SIZES]
    again = alone(unchanged_seconds, unchanged)
    Console(soft_wrap=True).print(_table(measured))
    grown = [streamed(size) for size in memory or STREAMED]
    Console(soft_wrap=True).print(_grown(grown))
    Console(soft_wrap=True).print(f"{unchanged:,} unchanged documents again: {again:.1f} s")
    Console(soft_wrap=True, highlight=False).print(", ".join(f"{name} {value}" for name, value in machine.items()))
    if out is not None:
        sizes: list[dict[str, Any]] = [
            {"median": _medians(each), "runs": [asdict(run) | {"ratio": run.ratio} for run in each]}
            for each in measured
        ]
        found = {"machine": machine, "sizes": sizes, "streamed": [asdict(each) for each in grown]}
        found |= {"unchanged": {"documents": unchanged, "seconds": again}}
        out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measure(size: int, seed: int, embedder: Embedder) -> Run:
    """One run in this process; the peak of memory is that of the process so far."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sources.jsonl"
        write(source, size, mixed(), seed)
        sample = _texts(source)[: min(size, _SAMPLE)]
        half = (len(sample) + 1) // 2
        embedder.get_text_embedding_batch(sample[:32])  # the first call pays for what later ones find ready
        loaded = peak_mib()
        before = _spent(embedder, sample[:half])
        began, used = time.perf_counter(), cpu_seconds()
        with writing(Path(folder) / "index", DEFAULT_MODEL) as index:
            ingest(index, [source], lambda: embedder)
            made = index.store.count()[1]
        seconds, used = time.perf_counter() - began, cpu_seconds() - used
        peak = peak_mib()
        alone_seconds, alone_used = (sum(both) for both in zip(before, _spent(embedder, sample[half:]), strict=True))
    of_model = made * alone_used / len(sample) / used
    return Run(made, seconds, made / seconds, len(sample) / alone_seconds, of_model, loaded, peak)


def unchanged_seconds(documents: int) -> float:
    """How long an ingest takes of so many documents of which none has changed."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sources.jsonl"
        write(source, documents, mixed(), of_one=1)
        cheap = WordMeans(load_embedder(DEFAULT_MODEL))
        for _ in range(2):
            began = time.perf_counter()
            with writing(Path(folder) / "index", DEFAULT_MODEL) as index:
                summary = ingest(index, [source], lambda: cheap)
            seconds = time.perf_counter() - began
    if len(summary.unchanged) != documents:
        raise RuntimeError(f"of {documents} documents {len(summary.unchanged)} were found to be unchanged")
    return seconds


def _in_process(size: int, seed: int, peer: bool) -> Run:
    """A run in a process of its own, so that its peak of memory is its own too; and one of the peer in another."""
    run = alone(_measured, size, seed)
    return replace(run, peer_seconds=alone(_peer, size, seed)) if peer else run


def _peer(size: int, seed: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sources.jsonl"
        write(source, size, mixed(), seed)
        return peer_ingest(Path(folder) / "peer", source)[1]


def _measured(size: int, seed: int) -> Run:
    return measure(size, seed, load_embedder(DEFAULT_MODEL))


def _spent(embedder: Embedder, texts: list[str]) -> tuple[float, float]:
    """The seconds that the model alone takes, on the wall and of the processor."""
    began, used = time.perf_counter(), cpu_seconds()
    embedder.get_text_embedding_batch(texts)
    return time.perf_counter() - began, cpu_seconds() - used


def _texts(source: Path) -> list[str]:
    """What the model will read of the first documents."""
    found: list[str] = []
    for loaded in load_jsonl(source):
        if len(found) >= _SAMPLE:
            break
        if isinstance(loaded, Loaded):
            document = parse(loaded)
            found += [embedded_text(document, p, shown(document.text[p.start : p.end])) for p in document.passages]
    return found


def _medians(runs: Sequence[Run]) -> dict[str, float]:
    names = ("passages", "seconds", "rate", "encode_rate", "ratio", "cpu_ratio", "loaded_mib", "peak_mib", "times_peer")
    return {name: statistics.median(getattr(run, name) for run in runs) for name in names}


def _table(measured: Sequence[Sequence[Run]]) -> Table:
    runs = len(measured[0])
    table = Table(title=f"Ingest into an empty index, medians of {runs} run{'' if runs == 1 else 's'}")
    for heading in (
        "passages",
        "seconds",
        "passages/s",
        "model alone/s",
        "ratio",
        "CPU ratio",
        "model MiB",
        "peak MiB",
        "times llama-index",
    ):
        table.add_column(heading, justify="right")
    for each in measured:
        found = _medians(each)
        table.add_row(
            f"{found['passages']:,.0f}",
            f"{found['seconds']:.1f}",
            *(f"{found[name]:.1f}" for name in ("rate", "encode_rate")),
            *(f"{found[name]:.0%}" for name in ("ratio", "cpu_ratio")),
            *(f"{found[name]:,.0f}" for name in ("loaded_mib", "peak_mib")),
            f"{found['times_peer']:.1f}" if found["times_peer"] else "",
        )
    return table


def _grown(found: Sequence[Streamed]) -> Table:
    table = Table(title="Memory of an ingest, with generated vectors and all else real")
    for heading in ("passages", "seconds", "model MiB", "peak MiB", "of it Chroma's graph MiB"):
        table.add_column(heading, justify="right")
    for each in found:
        memory = (f"{value:,.0f}" for value in (each.loaded_mib, each.peak_mib, each.graph_mib))
        table.add_row(f"{each.passages:,}", f"{each.seconds:.1f}", *memory)
    return table


if __name__ == "__main__":
    typer.run(command)
