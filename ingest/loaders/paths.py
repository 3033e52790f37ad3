"""From the paths on the command line to loaded sources, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.loaders.files import load_markdown, load_text
from ingest.loaders.jsonl import load_jsonl
from ingest.loaders.source import Failure, Loaded
from retrieval.errors import UsageError

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text", ".jsonl"})
# A folder's README tells people about the folder; named on the command line it is a source like any other.
_NOT_SOURCES = frozenset({"readme.md", "readme.txt"})


def source_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every file to read with its document id (its path below the folder that was named).

    Raises UsageError for a path that is missing, of an unknown kind, or a folder without any source.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder; check the path")
        if path.is_file():
            if path.suffix.lower() not in SUFFIXES:
                raise UsageError(f"{path}: this kind of file is not read; use one of {', '.join(sorted(SUFFIXES))}")
            found.setdefault(path.resolve(), path.name)
            continue
        inside = [file for file in sorted(path.rglob("*")) if _is_source(file, path)]
        if not inside:
            raise UsageError(f"{path}: this folder holds no {', '.join(sorted(SUFFIXES))} file; name another")
        for file in inside:
            found.setdefault(file.resolve(), file.relative_to(path).as_posix())
    return list(found.items())


def load(files: Sequence[tuple[Path, str]]) -> Iterator[Loaded | Failure]:
    """Read the files in turn; what cannot be read is handed on as a failure and the rest goes on."""
    for path, doc_id in files:
        suffix = path.suffix.lower()
        if suffix == ".jsonl":
            yield from load_jsonl(path)
        elif suffix in {".md", ".markdown"}:
            yield load_markdown(path, doc_id)
        else:
            yield load_text(path, doc_id)


def _is_source(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    known = file.suffix.lower() in SUFFIXES and file.name.lower() not in _NOT_SOURCES
    return file.is_file() and known and not hidden
