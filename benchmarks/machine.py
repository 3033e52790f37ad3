"""What a measurement was taken on: without it a number says nothing."""

from __future__ import annotations

import multiprocessing
import os
import platform
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_PACKAGES = ("pincite", "chromadb", "openvino", "numpy", "llama-index-core")
_MIB = 2**20


def facts() -> dict[str, object]:
    """Processor, memory and versions; ``load`` is the run queue of the last minute, by which others slow a run."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MIB,
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def peak_mib() -> float:
    """The most memory that this process has held so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (_MIB if sys.platform == "darwin" else 1024), 1)  # bytes on macOS, KiB elsewhere


def resident_mib() -> dict[str, float]:
    """What this process holds in memory now, in MiB: its own pages, and those of files, which the system may drop."""
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("Rss"))
    held = {name.rstrip(":"): int(kib) / 1024 for name, kib, *_ in lines}
    own, files = held["RssAnon"], held["RssFile"]
    return {"own": round(own, 1), "files": round(files, 1), "all": round(own + files, 1)}


def cpu_seconds() -> float:
    """The processor time of this process so far, all its threads together."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def alone(work: Callable[..., T], *given: Any, **named: Any) -> T:
    """Work done in a process of its own, so that the memory measured is its own too."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *given, **named).result()


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
