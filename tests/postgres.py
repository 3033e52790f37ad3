"""A real PostgreSQL for tests: one server for each test process, one database for each test."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
_TO_TEST = ("-c", "fsync=off", "-c", "listen_addresses=")


class Server:
    """A PostgreSQL that listens on a socket in its own folder."""

    def __init__(self, folder: Path, programs: Path, user: str) -> None:
        self._folder = folder
        self._programs = programs
        self._user = user

    @property
    def url(self) -> str:
        """The URL of the database that every server has."""
        return self._url("postgres")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join((*_TO_TEST, "-k", str(self._folder)))
        self._run(
            "pg_ctl", "-w", "-D", str(self._folder / "data"), "-l", str(self._folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        """End every session and the server."""
        self._run("pg_ctl", "-w", "-m", "fast", "-D", str(self._folder / "data"), "stop")

    def initialise(self) -> None:
        """Make the server's files."""
        self._run("initdb", "-D", str(self._folder / "data"), "-U", "tester", "-A", "trust", "-E", "UTF8")

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._url(name)

    def end_sessions(self) -> None:
        """Cut every connection, as a restart or a broken network does."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )

    def _url(self, name: str) -> str:
        return f"postgresql://tester@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        as_user = {"user": self._user} if os.geteuid() == 0 else {}
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            **as_user,  # type: ignore[call-overload]
        )


@contextmanager
def running() -> Iterator[Server]:
    """A server, started and at the end stopped; the test is skipped where there is no PostgreSQL."""
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if not _PLACES or user not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pincite-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        server = Server(folder, _PLACES[-1], user)
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
