"""The measurements in ``docs/``, made from what the benchmarks wrote: ``python -m benchmarks.page``.

``benchmarks.md`` is made anew; in ``scale.md`` each number before a mark such as ``<!-- answering sizes.0.built_s -->``
is set. A test does the same and compares, so that neither can say what was not measured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.stages import STAGES

DOCS = Path(__file__).parents[1] / "docs"
FIGURES, PAGE, GUIDE = DOCS / "figures", DOCS / "benchmarks.md", DOCS / "scale.md"
_MARKED = re.compile(r"([\d.,]*\d)(<!-- (answering|ingest) ([\w.]+) -->)")
# What is told of a size, and where it stands in its figures. Of these a busy machine says nothing:
_ON_THE_WALL = {
    "warm answer, median, ms": "pincite.p50_ms",
    "warm answer, 95th percentile, ms": "pincite.p95_ms",
    "answers a second, eight askers": "pincite.per_second",
    "95th percentile, eight askers, ms": "pincite.p95_of_8_ms",
    "answers a second in Slack, eight askers": "bot.per_second",
    "from message to answer in Slack, median, ms": "bot.p50_ms",
    "from message to answer in Slack, 95th percentile, ms": "bot.p95_ms",
    **{f"of a warm answer {stage}, mean ms": f"pincite.stages_ms.{stage}" for stage in STAGES},
    "opening the index, s": "pincite.opening_s",
    "loading the models, s": "pincite.models_s",
    "`pincite ask` from nothing to the printed answer, s": "cold.printed_seconds",
    "and to its end, s": "cold.seconds",
    "llama-index's defaults from nothing to the printed answer, s": "peer.cold.printed_seconds",
    "and to their end, s": "peer.cold.seconds",
}
_HELD = {
    "processor time of a warm answer, ms": "pincite.cpu_ms",
    "of opening the index, s": "pincite.opening_cpu_s",
    "of `pincite ask` from nothing, s": "cold.cpu_seconds",
    "of llama-index's defaults from nothing, s": "peer.cold.cpu_seconds",
    "on disk, texts and kept vectors, MiB": "disk_mib.texts",
    "on disk, Chroma, MiB": "disk_mib.vectors",
    "on disk, BM25, MiB": "disk_mib.lexical",
    "memory of its own, MiB": "pincite.resident_mib.own",
    "pages of files, MiB": "pincite.resident_mib.files",
    "load of the machine meanwhile": "load",
}
_BUSY = 2  # processes that want to run, for each core
_HEAD = """# Measurements

Made by `python -m benchmarks.page` from the files in [`figures/`](figures/), each of which the command named with it
writes. Times on a machine that others use vary by a factor of two and more; ratios and processor time vary less, and
are the figures to go by. Where more than two processes wanted each core, times are left out as "busy". What all that
means for larger collections is in [scale.md](scale.md).
"""


def page(answering: dict[str, Any], ingest: dict[str, Any]) -> str:
    """The page in Markdown."""
    return "\n".join([_HEAD, *_answering(answering), *_ingest(ingest)]) + "\n"


def filled(guide: str, answering: dict[str, Any], ingest: dict[str, Any]) -> str:
    """A text whose marked numbers are those that were measured, with as many decimals as they had."""

    def measured(match: re.Match[str]) -> str:
        value: Any = answering if match[3] == "answering" else ingest
        for key in match[4].split("."):
            value = value[int(key)] if key.isdigit() else value[key]
        return f"{value:,.{len(match[1].partition('.')[2])}f}{match[2]}"

    return _MARKED.sub(measured, guide)


def figures() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the benchmarks wrote: of answering, and of the ingest."""
    answering, ingest = (json.loads((FIGURES / f"{name}.json").read_text("utf-8")) for name in ("answering", "ingest"))
    return answering, ingest


def _answering(found: dict[str, Any]) -> Iterator[str]:
    sizes = found["sizes"]
    yield "## Answering\n\n`python -m benchmarks.answering --passages … --json docs/figures/answering.json`\n"
    yield from _row("passages", [f"{size['pincite']['passages']:,}" for size in sizes])
    yield "|---" * (len(sizes) + 1) + "|"
    yield from _row("vectors", [size["vectors"] for size in sizes])
    busy = [size["load"] > _BUSY * found["machine"]["cores"] for size in sizes]
    for told, where in _ON_THE_WALL.items():
        shown = zip(sizes, busy, strict=True)
        yield from _row(told, ["busy" if loaded else _told(size, where) for size, loaded in shown])
    for told, where in _HELD.items():
        yield from _row(told, [_told(size, where) for size in sizes])
    yield f"\n{_machine(found['machine'])}\n"


def _ingest(found: dict[str, Any]) -> Iterator[str]:
    medians = [size["median"] for size in found["sizes"]]
    yield "## Ingest\n\n`python -m benchmarks.ingest --json docs/figures/ingest.json`\n"
    yield from _row("passages", [f"{each['passages']:,.0f}" for each in medians])
    yield "|---" * (len(medians) + 1) + "|"
    yield from _row("passages a second", [_number(each["rate"]) for each in medians])
    yield from _row("as a share of the model alone", [f"{each['ratio']:.0%}" for each in medians])
    yield from _row("the model's share of the processor time", [_share(each.get("cpu_ratio")) for each in medians])
    yield from _row("times llama-index's default pipeline", [_times(each["times_peer"]) for each in medians])
    yield from _row("peak of memory, MiB", [_number(each["peak_mib"]) for each in medians])
    yield from _streamed(found.get("streamed", []))
    again = found["unchanged"]
    yield f"\n{again['documents']:,} documents of which none has changed take {_number(again['seconds'])} s."
    yield f"\n{_machine(found['machine'])}"


def _streamed(found: list[dict[str, float]]) -> Iterator[str]:
    """The table of memory by size."""
    if not found:
        return
    yield "\nMemory, with generated vectors and all else real:\n"
    yield from _row("passages", [f"{each['passages']:,}" for each in found])
    yield "|---" * (len(found) + 1) + "|"
    yield from _row("peak of memory, MiB", [_number(each["peak_mib"]) for each in found])
    yield from _row("of it Chroma's graph, MiB", [_number(each["graph_mib"]) for each in found])
    yield from _row("the rest, MiB", [_number(each["peak_mib"] - each["graph_mib"]) for each in found])


def _row(name: str, cells: list[str]) -> Iterator[str]:
    yield f"| {name} | {' | '.join(cells)} |"


def _told(size: dict[str, Any], where: str) -> str:
    """A figure by its place, such as ``cold.seconds``; a dash where it was not measured."""
    found: Any = size
    for name in where.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return "-" if found is None else _number(found)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _times(value: float) -> str:
    return _number(value) if value else "-"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _machine(machine: dict[str, Any]) -> str:
    return f"Measured on {machine['cores']} cores ({machine['processor']}), of which others took a part."


if __name__ == "__main__":
    PAGE.write_text(page(*figures()), encoding="utf-8")
    GUIDE.write_text(filled(GUIDE.read_text(encoding="utf-8"), *figures()), encoding="utf-8")
