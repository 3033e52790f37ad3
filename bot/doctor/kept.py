"""Looking at what is remembered beside the index, without making or changing it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData

from retrieval.database import Place, open_database
from retrieval.errors import UsageError


def look_at_kept(place: Place, remedy: str) -> str:
    """Where it is kept, in words. Raises UsageError, with the ``remedy``, when it cannot be used."""
    if isinstance(place, str):
        open_database(place, MetaData()).dispose()
        return "PostgreSQL"
    is_there = place.exists()
    try:
        if is_there:
            _read(place)
        _check_folder(_nearest(place))
    except (OSError, sqlite3.Error) as error:
        raise UsageError(f"{place} cannot be used ({error}); {remedy}.") from error
    return str(place) if is_there else f"{place}, which is made when something is to be kept"


def _read(file: Path) -> None:
    # For writing too, as what a crash left half done is put right on the way; it is not made.
    _check_writable(file)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as database:
        database.execute("SELECT count(*) FROM sqlite_master")


def _nearest(file: Path) -> Path:
    """What is there of the folders that lead to a file."""
    return next(folder for folder in file.absolute().parents if folder.exists())


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder")
    _check_writable(folder)


def _check_writable(place: Path) -> None:
    if not os.access(place, os.W_OK):
        raise PermissionError(f"{place} may not be written")
