"""Cases as YAML files: one list of cases in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from evals.cases.case import Case
from evals.strict_yaml import line_of, load_yaml
from retrieval.errors import UsageError

FACTS = Path(__file__).parents[1] / "facts"
Place = tuple[int | str, ...]
_SUFFIXES = frozenset({".yaml", ".yml"})


class CaseError(UsageError):
    """A case file is missing or wrong; the text names the file, the case and the field."""


def load_cases(path: Path = FACTS) -> tuple[Case, ...]:
    """The cases of a YAML file, or of all YAML files directly in a folder, in the order of the files' names.

    Raises CaseError when the path is missing or holds no case, and for the first file or case that is wrong.
    """
    found: dict[str, tuple[Case, Path]] = {}
    for file in _case_files(path):
        for position, case in enumerate(_read(file)):
            if case.id in found:
                where = f"{file}:{line_of(_text(file), (position,))}"
                raise CaseError(f"{where}: case {case.id!r}: id: already used in {found[case.id][1]}; rename one")
            found[case.id] = case, file
    if not found:
        raise CaseError(f"{path}: there is no case in it; name a YAML file of cases, or a folder of such files")
    return tuple(case for case, _ in found.values())


def _case_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise CaseError(f"{path}: there is no such file or folder; check the path")
    return sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES)


def _read(file: Path) -> Iterator[Case]:
    text = _text(file)
    entries = _entries(file, text)
    if not isinstance(entries, list):
        raise CaseError(f"{file}: must hold a list of cases, each beginning with `- id:`")
    for position, entry in enumerate(entries):
        yield _case(file, text, position, entry)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CaseError(f"{file}: cannot be read ({error.strerror}); check the file and its permissions") from error
    except UnicodeDecodeError as error:
        raise CaseError(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _entries(file: Path, text: str) -> object:
    try:
        return load_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}" if mark else str(file)
        problem = getattr(error, "problem", None) or " ".join(str(error).split())
        raise CaseError(f"{where}: is not valid YAML ({problem}); mend it there") from error
    except RecursionError as error:
        raise CaseError(f"{file}: is nested too deeply; a case file is a list of cases") from error


def _case(file: Path, text: str, position: int, entry: object) -> Case:
    if not isinstance(entry, dict):
        where = f"{file}:{line_of(text, (position,))}"
        raise CaseError(f"{where}: case {position + 1}: must be a mapping with `id` and `question`")
    try:
        return Case.model_validate(entry)
    except ValidationError as error:
        name = repr(entry["id"]) if entry.get("id") else str(position + 1)
        problems = error.errors(include_url=False)
        where = f"{file}:{line_of(text, (position, *problems[0]['loc']))}"
        places = [item["loc"] for item in problems]
        # Where a part is wrong, whatever holds it is wrong, too: that says nothing more.
        inner = [item for item in problems if not any(_holds(item["loc"], place) for place in places)]
        said = "; ".join(_problem(item["loc"], item["msg"]) for item in inner)
        raise CaseError(f"{where}: case {name}: {said}") from error


def _holds(loc: Place, other: Place) -> bool:
    return len(loc) < len(other) and other[: len(loc)] == loc


def _problem(loc: Place, message: str) -> str:
    told = " ".join(message.removeprefix("Value error, ").split())
    return ": ".join(filter(None, (".".join(map(str, loc)), told)))
