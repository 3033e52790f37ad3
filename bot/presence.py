"""Which bot processes are alive, told by locks that are dropped when a process dies.

A lease with a deadline would make a restarted bot wait for it to run out; a process id may have been given to
someone else. SQLite's own file lock, which the operating system drops, has neither fault and works alike on every
system; processes that share PostgreSQL hold an advisory lock there, which ends with their session.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from retrieval.database import reading
from retrieval.errors import PinciteError

Release = Callable[[], None]


class Held(Protocol):
    """A lock that this process holds."""

    def is_held(self) -> bool:
        """Whether it still does."""
        ...

    def release(self) -> None:
        """Let it go, and leave no trace of it."""
        ...


class Locks(Protocol):
    """Locks by name, of which at most one process holds each."""

    def take(self, name: str) -> Held | None:
        """Hold a lock; None when another holds it. Raises as the store does."""
        ...


class Presence:
    """Shows, for as long as it is open, that the process called ``name`` is alive."""

    def __init__(self, locks: Locks) -> None:
        self._locks = locks
        self._taking = threading.Lock()
        self.name = uuid.uuid4().hex
        self._held = self._take()

    def is_alive(self, name: str) -> bool:
        """Whether the process of that name still runs. Of one that died, the traces are removed."""
        held = self._locks.take(name)
        if held is None:
            return True
        held.release()
        return False

    def keep(self) -> None:
        """Take the lock again where it was lost with the session that held it. Raises PinciteError when that fails."""
        with self._taking:
            if not self._held.is_held():
                self._held = self._take()

    def close(self) -> None:
        """Leave: from now on others may take over what this process left."""
        self._held.release()

    def _take(self) -> Held:
        held = self._locks.take(self.name)
        if held is None:
            raise PinciteError(
                f"The lock {self.name} of this process cannot be had; see that its place can be written."
            )
        return held


class FileLocks:
    """Locks on the files of a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def take(self, name: str) -> Held | None:
        """Hold a lock; None when another process holds it, or none can be had."""
        path = self._folder / name
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return None
        return _HeldFile(path, connection)


class _HeldFile:
    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def is_held(self) -> bool:
        return True  # the operating system drops it with the process alone

    def release(self) -> None:
        self._connection.close()
        self._path.unlink(missing_ok=True)


class SessionLocks:
    """PostgreSQL's advisory locks, each held by a session of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, name: str) -> Held | None:
        """Hold a lock; None when another session holds it. Raises SQLAlchemyError without the database."""
        session = reading(self._engine)
        try:
            if session.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(name)}).scalar_one():
                return _HeldSession(session)
        except BaseException:
            session.invalidate()
            session.close()
            raise
        session.close()
        return None


class _HeldSession:
    def __init__(self, session: Connection) -> None:
        self._session = session

    def is_held(self) -> bool:
        try:
            self._session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            self.release()
            return False
        return True

    def release(self) -> None:
        with contextlib.suppress(SQLAlchemyError):
            # Said aloud, because the server notices only a moment later that a session has ended.
            self._session.execute(text("SELECT pg_advisory_unlock_all()"))
        with contextlib.suppress(SQLAlchemyError):
            self._session.invalidate()  # not back to the pool: whatever the server thinks, the lock ends with it
        self._session.close()


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
