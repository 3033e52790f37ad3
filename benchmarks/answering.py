"""How long an answer takes at any size of the index, and what it needs: ``python -m benchmarks.answering``."""

from __future__ import annotations

import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.articles import Language
from benchmarks.asking import Asked, measure, p95
from benchmarks.cold import cold
from benchmarks.machine import alone, facts
from benchmarks.peer import build
from benchmarks.serving import serve
from benchmarks.sources import Sentences, mixed, questions, write
from benchmarks.stages import STAGES
from benchmarks.vectors import WordMeans
from ingest.job import ingest
from retrieval.embedding import load_embedder
from retrieval.index import Index, writing
from retrieval.settings import DEFAULT_MODEL

_MODEL_READS = 10_000  # passages; more would take the model hours
_PEER_HOLDS = 100_000


def command(
    passages: Annotated[
        list[int] | None, typer.Option(min=10, help="How many passages the index holds (repeatable). Default: 10000.")
    ] = None,
    asked: Annotated[int, typer.Option(min=10, help="How many questions.")] = 200,
    texts: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Mix these sources' sentences, not generated ones.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Build the indexes here, and use those that are here.")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, help="Cold processes, of which the medians are shown.")] = 5,
    peer: Annotated[bool, typer.Option(help="Measure llama-index's defaults beside it.")] = True,
    out: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", help="Where all numbers go as JSON; other sizes stay."),
    ] = None,
) -> None:
    """Ask an index of each size, warm and cold, and compare with llama-index's defaults on the same vectors."""
    machine, sentence = facts(), mixed(texts) if texts else Language().sentence
    if out is not None:
        check_machine(out, machine)
    with contextlib.ExitStack() as stack:
        home = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sizes: list[dict[str, Any]] = []
        for size in passages or [_MODEL_READS]:
            sizes.append(_measured(home / str(size), size, sentence, questions(sentence, asked), runs, peer=peer))
            if out is not None:  # the next one takes longer, and may be stopped
                _keep(out, machine, sizes)
    console = Console(soft_wrap=True, highlight=False)
    console.print(_table(sizes))
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))


def check_machine(file: Path, machine: dict[str, Any]) -> None:
    """Raises BadParameter for a file with figures of another machine, which would pass for this one's."""
    before = json.loads(file.read_text(encoding="utf-8"))["machine"] if file.exists() else machine
    if any(before[name] != machine[name] for name in ("processor", "cores")):
        raise typer.BadParameter(f"{file} has the figures of another machine; name another file")


def _keep(out: Path, machine: dict[str, Any], sizes: Sequence[dict[str, Any]]) -> None:
    found = {"machine": machine, "sizes": sorted([*others(out, sizes), *sizes], key=_passages)}
    out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def others(file: Path, measured: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sizes in a file of figures that were not measured now."""
    before = json.loads(file.read_text(encoding="utf-8"))["sizes"] if file.exists() else []
    return [size for size in before if _passages(size) not in map(_passages, measured)]


def _passages(size: dict[str, Any]) -> int:
    return int(size["pincite"]["passages"])


def _measured(
    folder: Path, size: int, sentence: Sentences, asked: Sequence[str], runs: int, *, peer: bool
) -> dict[str, Any]:
    generated, peer = size > _MODEL_READS, peer and size <= _PEER_HOLDS
    built = alone(_build, folder, size, sentence, generated, peer)
    load = facts()["load"]  # before eight askers add to it
    warm: Asked = alone(measure, folder / "index", asked, generated=generated)
    ask = [sys.executable, "-m", "cli", "ask", "--index", str(folder / "index"), asked[0]]
    found: dict[str, Any] = {"vectors": "generated" if generated else "the model's", "built_s": built, "load": load}
    found |= {"pincite": asdict(warm), "cold": asdict(cold(ask, runs)), "disk_mib": _disk(folder / "index")}
    found["bot"] = asdict(alone(serve, folder / "index", asked))
    if peer:
        found["peer"] = _peer(folder / "peer", asked, runs)
    return found


def _build(folder: Path, size: int, sentence: Sentences, generated: bool, peer: bool) -> float:
    """The indexes that are not there yet; gives the seconds that ours took when it was built."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "built"
    if not done.exists():
        source = folder / "sources.jsonl"
        write(source, size, sentence)
        model = load_embedder(DEFAULT_MODEL)
        read = WordMeans(model) if generated else model
        began = time.perf_counter()
        with writing(folder / "index", DEFAULT_MODEL) as index:
            ingest(index, [source], lambda: read)
        done.write_text(str(time.perf_counter() - began))
    if peer and not (folder / "peer").exists():
        build(folder / "peer", Index.open(folder / "index", DEFAULT_MODEL))
    return float(done.read_text())


def _disk(index: Path) -> dict[str, float]:
    """The MiB of the stored texts with their kept vectors, of Chroma's files and of BM25's."""
    parts = {"texts": "*.sqlite3", "vectors": "vectors/*/**/*", "lexical": "lexical/*/**/*"}
    return {
        name: round(sum(file.stat().st_size for file in index.glob(pattern) if file.is_file()) / 2**20, 1)
        for name, pattern in parts.items()
    }


def _peer(folder: Path, asked: Sequence[str], runs: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.peer", str(folder)]
    done = subprocess.run([*command, *asked], check=True, capture_output=True, text=True)  # noqa: S603
    found = json.loads(done.stdout)
    times = found["milliseconds"]
    warm = {"models_s": found["load_seconds"], "p50_ms": statistics.median(times), "p95_ms": p95(times)}
    return warm | {"resident_mib": found["resident_mib"], "cold": asdict(cold([*command, asked[0]], runs))}


def _table(sizes: Sequence[dict[str, Any]]) -> Table:
    """A column for each size and, where it was measured, for the peer beside it."""
    columns = [column for size in sizes for column in (_ours(size), _theirs(size)) if column]
    table = Table("", title="One question at a time, and eight askers at once")
    for size in sizes:
        table.add_column(f"{size['pincite']['passages']:,} passages\n({size['vectors']} vectors)", justify="right")
        if "peer" in size:
            table.add_column("llama-index\n(retrieval)", justify="right")
    for name in columns[0]:
        table.add_row(name, *(column.get(name, "") for column in columns))
    return table


def _ours(size: dict[str, Any]) -> dict[str, str]:
    found = size["pincite"]
    stages = {f"  {stage}, ms": f"{found['stages_ms'][stage]:.1f}" for stage in STAGES}
    together = {"8 askers: answers/s": f"{found['per_second']:.1f}", "8 askers: p95, ms": f"{found['p95_of_8_ms']:.0f}"}
    opened = {
        "opening the index, s": f"{found['opening_s']:.2f}",
        "opening the index, CPU, s": f"{found['opening_cpu_s']:.2f}",
        "loading the models, s": f"{found['models_s']:.2f}",
    }
    return {
        **_warm(found),
        "CPU, mean ms": f"{found['cpu_ms']:.1f}",
        **stages,
        **together,
        **_served(size["bot"]),
        **opened,
        **_held(size, found),
    }


def _served(found: dict[str, float]) -> dict[str, str]:
    return {
        "the bot, 8 askers: answers/s": f"{found['per_second']:.1f}",
        "the bot, 8 askers: p50, ms": f"{found['p50_ms']:.0f}",
        "the bot, 8 askers: p95, ms": f"{found['p95_ms']:.0f}",
    }


def _theirs(size: dict[str, Any]) -> dict[str, str]:
    found = size.get("peer")
    if found is None:
        return {}
    return {**_warm(found), "loading the models, s": f"{found['models_s']:.2f}", **_held(found, found)}


def _warm(found: dict[str, Any]) -> dict[str, str]:
    return {"warm p50, ms": f"{found['p50_ms']:.1f}", "warm p95, ms": f"{found['p95_ms']:.1f}"}


def _held(size: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    held, cold = found["resident_mib"], size["cold"]
    memory = {"memory of its own, MiB": f"{held['own']:,.0f}", "pages of files, MiB": f"{held['files']:,.0f}"}
    return {**memory, "cold, s": f"{cold['seconds']:.2f}", "cold CPU, s": f"{cold['cpu_seconds']:.2f}"}


if __name__ == "__main__":
    typer.run(command)
