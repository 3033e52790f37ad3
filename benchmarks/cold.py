"""A command run cold: each time in a process of its own, from nothing to its last line and to its end."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

# Between the two, so that the memory and the time are those of the command alone.
_CHILD = """
import resource, subprocess, sys, time
began = printed = time.perf_counter()
command = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
while command.stdout.read1():
    printed = time.perf_counter()
code = command.wait()
ended = time.perf_counter()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(printed - began, ended - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code)
"""


@dataclass(frozen=True)
class Cold:
    """Medians of a process that answers one question.

    Seconds on the wall to its last line and to its end, seconds of the processor, and its peak in MiB.
    """

    printed_seconds: float
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
