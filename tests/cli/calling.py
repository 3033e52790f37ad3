"""The command line called in this process: as a person calls it, without seconds of start-up."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import main


@dataclass(frozen=True)
class Called:
    """What a call gave."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one line on stderr of a call that was refused."""
        assert self.code == 2, self.err
        assert "Traceback" not in self.err
        [line] = self.err.splitlines()
        assert line.startswith("pincite: ")
        return line


class Caller:
    """Calls ``pincite`` with an index of its own."""

    def __init__(self, index: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.index = index
        self._patch = patch
        self._capture = capture

    def __call__(self, *arguments: str | Path) -> Called:
        """Run a command on the index."""
        return self.plainly(*arguments, "--index", self.index)

    def plainly(self, *arguments: str | Path) -> Called:
        """Run a command as it stands."""
        self._patch.setattr(sys, "argv", ["pincite", *map(str, arguments)])
        self._capture.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self._capture.readouterr()
        return Called(int(ended.value.code or 0), printed.out, printed.err)
