"""Known facts as tests: ``pytest --pincite-cases DIR [--pincite-index DIR]``.

Every case is a test under its file's name; with no other argument only the cases run. This module is loaded by every
pytest where Pincite is installed, also in projects with a ``cli`` or ``evals`` of their own. Hence it stands beside
Pincite's packages under a name that nobody else has, and imports nothing of them until a case is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from evals.cases.case import Case
    from evals.runs.result import Result
    from evals.subjects.subject import Subject

_PACKAGES = ("bot", "cli", "evals", "ingest", "retrieval")
_SUBJECT = pytest.StashKey["Subject"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("pincite")
    group.addoption("--pincite-cases", metavar="DIR", type=Path, help="known facts to ask: a folder or a YAML file")
    group.addoption("--pincite-index", metavar="DIR", type=Path, help="the index to ask (default: PINCITE_INDEX)")


def pytest_configure(config: pytest.Config) -> None:
    """Collect the cases; where nothing else was named, nothing else."""
    cases: Path | None = config.getoption("--pincite-cases")
    if cases is None:
        return
    if not cases.exists():
        raise pytest.UsageError(f"--pincite-cases {cases}: there is no such file or folder")
    for package in filter(_is_foreign, _PACKAGES):
        raise pytest.UsageError(
            f"--pincite-cases: `{package}` is another package here than Pincite's; ask from another "
            f"folder, or with `pincite eval --cases {cases}`"
        )
    named = config.args if config.args_source is pytest.Config.ArgsSource.ARGS else []
    config.args = [*named, str(cases.absolute())]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """YAML files of the folder that was named, and no others."""
    cases: Path | None = parent.config.getoption("--pincite-cases")
    if cases is None or file_path.suffix not in {".yaml", ".yml"}:
        return None
    if file_path.absolute() != cases.absolute() and file_path.absolute().parent != cases.absolute():
        return None
    return CaseFile.from_parent(parent, path=file_path)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what was opened."""
    if _SUBJECT in config.stash:
        config.stash[_SUBJECT].close()


class CaseFile(pytest.File):
    """One file of cases."""

    def collect(self) -> Iterable[pytest.Item]:
        """One test for each case."""
        from evals.cases.files import CaseError, load_cases

        try:
            for case in load_cases(self.path):
                yield CaseItem.from_parent(self, name=case.id, case=case)
        except CaseError as error:
            raise self.CollectError(str(error)) from error


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case

    def runtest(self) -> None:
        """Ask, and fail unless the answer is correct."""
        from evals.runs.runner import run
        from evals.scoring.score import Outcome

        [result] = run([self.case], _subject(self.config).ask)
        if result.outcome is not Outcome.CORRECT:
            raise NotCorrect(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | Any:
        """What was asked, expected and said, without a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, NotCorrect) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case stands."""
        return self.path, None, self.case.id


class NotCorrect(Exception):
    """A case that was not answered correctly."""

    def __init__(self, result: Result) -> None:
        from evals.cases.case import expected_text

        said = result.answer.answer if result.answer else "none"
        lines = [
            f"{result.outcome.value}: {'; '.join(result.problems)}",
            f"question: {result.case.question}",
            f"expected: {expected_text(result.case)}",
            f"answer:   {said}",
        ]
        super().__init__("\n".join(lines))


def _is_foreign(package: str) -> bool:
    """Whether this name stands for somebody else's package."""
    found = find_spec(package)
    origin = found.origin if found else None
    return not origin or Path(origin).resolve().parents[1] != Path(__file__).resolve().parent


def _subject(config: pytest.Config) -> Subject:
    """The assistant over the index, opened once."""
    if _SUBJECT not in config.stash:
        from cli.subjects import open_subject

        config.stash[_SUBJECT] = open_subject("pincite", config.getoption("--pincite-index"))
    return config.stash[_SUBJECT]
