"""What has been asked so far, kept on disk: a run that did not come to its end goes on where it stopped."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pydantic import ValidationError

from evals.cases.case import Case
from evals.runs.provenance import Provenance, digest
from evals.runs.result import Result
from evals.scoring.score import Outcome


class Journal:
    """One line for each result, in a file named after all that the run stands on.

    Errors are asked again: what an interrupted run, or one in which cases failed, has left is for the next one. While
    another process writes the same file, nothing is kept: two runs do not mix. Left without an exception, it is done
    with: until then whoever made the run has to have written it down.
    """

    def __init__(
        self, folder: Path | None, made_with: Provenance, cases: Sequence[Case], index: Path, *, fresh: bool = False
    ) -> None:
        """``folder`` holds the journals; with None nothing is kept. What a ``fresh`` one finds there is forgotten."""
        named = digest([made_with.model_dump_json(), str(index.absolute())])
        self._file = folder / f"{named}.jsonl" if folder else None
        self._wanted = {case.id: case for case in cases}
        self._open: BinaryIO | None = None
        self._failed = False
        self._fresh = fresh
        self.known: dict[str, Result] = {}

    def __enter__(self) -> Journal:
        if self._file is None:
            return self
        with contextlib.suppress(OSError):  # a folder that cannot be written costs only the resuming
            self._file.parent.mkdir(parents=True, exist_ok=True)
            opened = self._file.open("a+b")
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                opened.close()
            else:
                self._open = opened
                if self._fresh:
                    opened.truncate(0)
                self._read(opened)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._open:
            if kind is None and self._file and not self._failed:
                self._file.unlink(missing_ok=True)
            self._open.close()

    def add(self, result: Result) -> None:
        """Keep a result."""
        self._failed = self._failed or result.outcome is Outcome.ERROR
        if self._open:
            self._open.write(result.model_dump_json().encode() + b"\n")
            self._open.flush()

    def _read(self, opened: BinaryIO) -> None:
        opened.seek(0)
        whole = 0
        for line in opened:
            if not line.endswith(b"\n"):  # the process died while it was being written
                break
            whole += len(line)
            with contextlib.suppress(ValidationError):
                self._keep(Result.model_validate_json(line))
        opened.truncate(whole)

    def _keep(self, result: Result) -> None:
        if result.outcome is not Outcome.ERROR and self._wanted.get(result.case.id) == result.case:
            self.known[result.case.id] = result
