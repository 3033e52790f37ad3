"""One index asked: opened, questioned by one asker and by eight, and its memory read."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import cpu_seconds, resident_mib
from benchmarks.stages import STAGES, Stopwatch
from benchmarks.vectors import WordMeans
from retrieval.answer import Question
from retrieval.assistant import Assistant
from retrieval.embedding import Embedder, load_embedder
from retrieval.index import Index
from retrieval.reader import Reader
from retrieval.settings import DEFAULT_MODEL

ASKERS = 8
_WARM_UP = 5


@dataclass(frozen=True)
class Asked:
    """What asking one index took.

    ``p50_ms``, ``p95_ms`` and ``cpu_ms`` (the mean of processor time) are of one question at a time in a warm process,
    ``stages_ms`` the means of its parts; ``opening_s`` is from nothing to ready to ask, models aside, and
    ``opening_cpu_s`` what of it is the processor's time;
    ``per_second`` and ``p95_of_8_ms`` are of eight askers at once.
    """

    passages: int
    opening_s: float
    opening_cpu_s: float
    models_s: float
    first_ms: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    stages_ms: dict[str, float]
    per_second: float
    p95_of_8_ms: float
    resident_mib: dict[str, float]


def measure(folder: Path, questions: Sequence[str], *, generated: bool) -> Asked:
    """Ask every question once alone and once with seven others; the memory is that of this process."""
    began = time.perf_counter()
    embedder, reader = load_embedder(DEFAULT_MODEL), Reader()
    models = time.perf_counter() - began
    read: Embedder = WordMeans(embedder) if generated else embedder
    began, used = time.perf_counter(), cpu_seconds()
    index = Index.open(folder, DEFAULT_MODEL)
    assistant = Assistant(index, read, reader)
    opening, opening_used = time.perf_counter() - began, cpu_seconds() - used
    first = _milliseconds(assistant, questions[0])
    for question in questions[:_WARM_UP]:
        _milliseconds(assistant, question)
    watch, laps, times, used = Stopwatch(), [], [], cpu_seconds()
    with watch.running():
        for question in questions:
            times.append(_milliseconds(assistant, question))
            laps.append(watch.lap())
    used = cpu_seconds() - used
    together, wall = _together(assistant, questions)
    return Asked(
        passages=index.store.count()[1],
        opening_s=opening,
        opening_cpu_s=opening_used,
        models_s=models,
        first_ms=first,
        p50_ms=statistics.median(times),
        p95_ms=p95(times),
        cpu_ms=1000 * used / len(times),
        stages_ms={stage: 1000 * statistics.mean(lap[stage] for lap in laps) for stage in STAGES},
        per_second=len(together) / wall,
        p95_of_8_ms=p95(together),
        resident_mib=resident_mib(),
    )


def p95(values: Sequence[float]) -> float:
    """The value that 95 % do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _together(assistant: Assistant, questions: Sequence[str]) -> tuple[list[float], float]:
    """The milliseconds of each question when eight ask at once, and the seconds until all are answered."""
    began = time.perf_counter()
    with ThreadPoolExecutor(ASKERS) as askers:
        times = list(askers.map(lambda question: _milliseconds(assistant, question), questions))
    return times, time.perf_counter() - began


def _milliseconds(assistant: Assistant, question: str) -> float:
    began = time.perf_counter()
    assistant.ask(Question(question=question))
    return 1000 * (time.perf_counter() - began)
