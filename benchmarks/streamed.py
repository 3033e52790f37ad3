"""How the memory of an ingest grows with what it reads; the vectors are generated, everything else is real."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import Language
from benchmarks.machine import alone, peak_mib
from benchmarks.sources import write
from benchmarks.vectors import WordMeans
from ingest.job import ingest
from retrieval.embedding import load_embedder
from retrieval.index import writing
from retrieval.settings import DEFAULT_MODEL


@dataclass(frozen=True)
class Streamed:
    """One ingest into an empty index, in MiB: the peak with the model loaded and nothing read, that at the end, and
    of it Chroma's graph, which Chroma holds in memory whole, as large as its files.
    """

    passages: int
    seconds: float
    loaded_mib: float
    peak_mib: float
    graph_mib: float


def streamed(passages: int) -> Streamed:
    """Ingest about so many passages in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sources.jsonl"
        alone(_write, source, passages)
        return alone(_ingested, Path(folder) / "index", source)


def _write(source: Path, passages: int) -> None:
    write(source, passages, Language().sentence)


def _ingested(folder: Path, source: Path) -> Streamed:
    cheap = WordMeans(load_embedder(DEFAULT_MODEL))
    loaded, began = peak_mib(), time.perf_counter()
    with writing(folder, DEFAULT_MODEL) as index:
        ingest(index, [source], lambda: cheap)
        made = index.store.count()[1]
    seconds, peak = time.perf_counter() - began, peak_mib()
    graph = sum(file.stat().st_size for file in (folder / "vectors").glob("*/*/*")) / 2**20
    return Streamed(made, seconds, loaded, peak, round(graph, 1))
