"""The files in which an evaluation is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.evaluation import Evaluation
from evals.report.excerpt import Texts
from evals.report.junit import junit_xml
from evals.report.machine import json_bytes
from evals.report.markdown import markdown
from evals.report.page import page
from retrieval.errors import UsageError


@dataclass(frozen=True, slots=True)
class Reports:
    """Where each sort of report goes; None for those that are not wanted."""

    html: Path | None = None
    json: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None

    def check(self) -> None:
        """Raises UsageError for a file that could not be written: better before the questions than after."""
        for file in filter(None, (self.html, self.json, self.markdown, self.junit)):
            if not file.absolute().parent.is_dir():
                raise UsageError(f"{file}: its folder does not exist; make it first, or name another file")
            _try(file)

    def write(self, evaluation: Evaluation, texts: Texts) -> None:
        """Write what is wanted; ``texts`` gives a stored version's text.

        Raises UsageError for the files that could not be written, after all the others have been.
        """
        lost = []
        for file, made in self._wanted(evaluation, texts):
            try:
                file.write_bytes(made())
            except OSError as error:
                lost.append(_unwritten(file, error))
        if lost:
            raise UsageError("; ".join(lost))

    def _wanted(self, evaluation: Evaluation, texts: Texts) -> Iterator[tuple[Path, Callable[[], bytes]]]:
        if self.json:
            yield self.json, lambda: json_bytes(evaluation)
        if self.markdown:
            yield self.markdown, lambda: markdown(evaluation).encode()
        if self.junit:
            yield self.junit, lambda: junit_xml(evaluation)
        if self.html:
            yield self.html, lambda: page(evaluation, texts).encode()


def _try(file: Path) -> None:
    """Raises UsageError for a file that cannot be opened for writing; leaves it as it was, and pipes alone."""
    try:
        if file.is_dir():
            raise UsageError(f"{file}: cannot be written, it is a folder; name a file")
        there = file.exists()
        if not there or file.is_file():
            file.open("ab").close()
        if not there:
            file.unlink()
    except OSError as error:
        raise UsageError(_unwritten(file, error)) from error


def _unwritten(file: Path, error: OSError) -> str:
    return f"{file}: cannot be written ({error.strerror}); name another file"
