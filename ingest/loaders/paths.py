"""From the paths and addresses on the command line to loaded sources, one at a time."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from stat import S_ISREG

from ingest.loaders.jsonl import load_jsonl
from ingest.loaders.readers import SUFFIXES as READ
from ingest.loaders.readers import read
from ingest.loaders.source import Failure, Loaded, Raw
from retrieval.errors import UsageError

SUFFIXES = frozenset({*READ, ".jsonl"})
# A folder's README tells people about the folder; named on the command line it is a source like any other.
_NOT_SOURCES = frozenset({"readme.md", "readme.txt"})
# "~$…" is the mark that Word leaves beside a file that it has open.
_HIDDEN = (".", "~$")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)

# The id that a file has already, if any.
KnownId = Callable[[Path], str | None]


def load_all(
    named: Sequence[Path | str], cache: Path, *, allow_private: bool = False, known_id: KnownId = lambda _: None
) -> Iterator[Loaded | Failure]:
    """Everything that the paths and addresses hold; what cannot be read is handed on as a failure.

    ``cache`` is the file that unchanged pages are recognised by; ``allow_private`` lets addresses lead into private
    networks.

    Raises UsageError for a path that is missing, of an unknown kind, or a folder without any source.
    """
    paths = [Path(name) for name in named if not _is_address(name)]
    addresses = [str(name) for name in named if _is_address(name)]
    loaded = load(source_files(paths, known_id))
    return chain(loaded, _fetched(addresses, cache, allow_private)) if addresses else loaded


def source_files(paths: Sequence[Path], known_id: KnownId = lambda _: None) -> list[tuple[Path, str] | Failure]:
    """Every file to read with its document id: its path below the folder that was named.

    A file that was named itself keeps the id that is known of it. A folder that cannot be listed is a failure.

    Raises UsageError for a path that is missing, of an unknown kind, or a folder without any source.
    """
    found: dict[str, tuple[Path, str] | Failure] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder; check the path")
        for source in [_file(path, known_id)] if path.is_file() else _inside(path):
            # Where a link leads tells only whether the same file was met before.
            real = source.where if isinstance(source, Failure) else str(source[0].resolve())
            found.setdefault(real, source)
    return list(found.values())


def load(files: Sequence[tuple[Path, str] | Failure]) -> Iterator[Loaded | Failure]:
    """Read the files in turn; what cannot be read is handed on as a failure and the rest goes on."""
    for file in files:
        if isinstance(file, Failure):
            yield file
            continue
        path, doc_id = file
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


def _file(path: Path, known_id: KnownId) -> tuple[Path, str]:
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: this kind of file is not read; use one of {', '.join(sorted(SUFFIXES))}")
    file = _placed(path)
    return file, known_id(file) or path.name


def _inside(folder: Path) -> list[tuple[Path, str] | Failure]:
    """The sources below a folder, behind the folders there that cannot be listed."""
    files: list[Path] = []
    errors: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = (name for name in folders if not name.startswith(_HIDDEN))
        files += (file for name in names if _is_source(file := Path(root, name), folder))
    if not files and not errors:
        raise UsageError(f"{folder}: this folder holds no {', '.join(sorted(SUFFIXES))} file; name another")
    sources = [(_placed(file), file.relative_to(folder).as_posix()) for file in sorted(files)]
    return [*map(_unlisted, errors), *sources]


def _unlisted(error: OSError) -> Failure:
    problem = f"cannot be listed ({error.strerror}); check the folder and its permissions"
    return Failure(str(Path(error.filename).resolve()), problem)


def _placed(file: Path) -> Path:
    """The file in its real folder but by its own name, which alone says what kind of file a link leads to."""
    return file.parent.resolve() / file.name


def is_file(path: Path) -> bool:
    """Whether it is a file, or may be one in a folder that is closed to us: reading it says so then."""
    try:
        return S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def _is_source(file: Path, folder: Path) -> bool:
    known = file.suffix.lower() in SUFFIXES and file.name.lower() not in _NOT_SOURCES
    shown = known and not file.name.startswith(_HIDDEN)
    return shown and is_file(file) and not _belongs_to_saved_page(file.relative_to(folder), folder)


def _belongs_to_saved_page(inside: Path, folder: Path) -> bool:
    """Whether a file is one of the parts (frames, advertisements) that a browser saves beside ``page.html``."""
    return any(
        (folder / parent).with_name(parent.name.removesuffix("_files") + ending).is_file()
        for parent in inside.parents
        if parent.name.endswith("_files")
        for ending in (".html", ".htm")
    )
