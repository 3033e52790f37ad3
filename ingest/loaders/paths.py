"""From the paths and addresses on the command line to loaded sources, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from ingest.loaders.jsonl import load_jsonl
from ingest.loaders.readers import SUFFIXES as READ
from ingest.loaders.readers import read
from ingest.loaders.source import Failure, Loaded, Raw
from retrieval.errors import UsageError

SUFFIXES = frozenset({*READ, ".jsonl"})
# A folder's README tells people about the folder; named on the command line it is a source like any other.
_NOT_SOURCES = frozenset({"readme.md", "readme.txt"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def load_all(named: Sequence[Path | str], cache: Path, *, allow_private: bool = False) -> Iterator[Loaded | Failure]:
    """Everything that the paths and addresses hold; what cannot be read is handed on as a failure.

    ``cache`` is the file that unchanged pages are recognised by; ``allow_private`` lets addresses lead into private
    networks.

    Raises UsageError for a path that is missing, of an unknown kind, or a folder without any source.
    """
    paths = [Path(name) for name in named if not _is_address(name)]
    addresses = [str(name) for name in named if _is_address(name)]
    loaded = load(source_files(paths))
    return chain(loaded, _fetched(addresses, cache, allow_private)) if addresses else loaded


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
            continue
        try:
            data = path.read_bytes()
        except OSError as error:
            yield Failure(str(path), f"cannot be read ({error.strerror}); check the file and its permissions")
        else:
            yield read(suffix, Raw(doc_id, str(path), data))


def _fetched(addresses: Sequence[str], cache: Path, allow_private: bool) -> Iterator[Loaded | Failure]:
    from ingest.loaders.page import Limits
    from ingest.loaders.web import Web

    limits = Limits(allowed=lambda _: True) if allow_private else Limits()
    return Web(cache, limits).load(addresses)


def _is_address(name: Path | str) -> bool:
    return isinstance(name, str) and _ADDRESS.match(name) is not None


def _is_source(file: Path, folder: Path) -> bool:
    inside = file.relative_to(folder)
    known = file.suffix.lower() in SUFFIXES and file.name.lower() not in _NOT_SOURCES
    # "~$…" is the mark that Word leaves beside a file that it has open.
    hidden = any(part.startswith((".", "~$")) for part in inside.parts)
    return known and not hidden and file.is_file() and not _belongs_to_saved_page(inside, folder)


def _belongs_to_saved_page(inside: Path, folder: Path) -> bool:
    """Whether a file is one of the parts (frames, advertisements) that a browser saves beside ``page.html``."""
    return any(
        (folder / parent).with_name(parent.name.removesuffix("_files") + ending).is_file()
        for parent in inside.parents
        if parent.name.endswith("_files")
        for ending in (".html", ".htm")
    )
