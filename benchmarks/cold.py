"""A command run cold: each time in a process of its own, from nothing to its last line."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

# Between the two, so that the memory and the time are those of the command alone.
_CHILD = """
import resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode)
"""


@dataclass(frozen=True)
class Cold:
    """Medians of a process that answers one question: seconds on the wall and of the processor, and its peak in MiB."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


def cold(command: Sequence[str], runs: int) -> Cold:
    """Run a command so often, each time in a process of its own. Raises RuntimeError when it fails."""
    measured = []
    for _ in range(runs):
        found = subprocess.run([sys.executable, "-c", _CHILD, *command], check=True, capture_output=True, text=True)  # noqa: S603
        *numbers, code = map(float, found.stdout.split())
        if code:
            raise RuntimeError(f"{' '.join(command)} failed: {found.stderr}")
        measured.append(numbers)
    return Cold(*(statistics.median(column) for column in zip(*measured, strict=True)))
