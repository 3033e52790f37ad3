"""Which bot processes are alive, told by locks that the operating system drops when a process dies.

A lease with a deadline would make a restarted bot wait for it to run out; a process id may have been given to
someone else. SQLite's own file lock has neither fault and works alike on every system.
"""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path


class Presence:
    """Shows, for as long as it is open, that the process called ``name`` is alive."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.name = uuid.uuid4().hex
        lock = _lock(folder / self.name)
        if lock is None:
            raise sqlite3.OperationalError(f"unable to lock {folder / self.name}")
        self._lock = lock

    def is_alive(self, name: str) -> bool:
        """Whether the process of that name still runs. Of one that died, the traces are removed."""
        path = self._folder / name
        if not path.exists():
            return False
        lock = _lock(path)
        if lock is None:
            return True
        lock.close()
        path.unlink(missing_ok=True)
        return False

    def close(self) -> None:
        """Leave: from now on others may take over what this process left."""
        self._lock.close()
        (self._folder / self.name).unlink(missing_ok=True)


def _lock(path: Path) -> sqlite3.Connection | None:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        connection.close()
        return None
    return connection
