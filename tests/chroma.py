"""A real Chroma server for tests: ``chroma run`` on a free port of this machine, one for each test process."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from retrieval.chroma_server import ChromaServer

_PROGRAM = Path(sys.executable).with_name("chroma")
_PATIENCE = 60.0


class Chroma:
    """A server that keeps its data in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is, also while it is stopped."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def address(self) -> ChromaServer:
        """The same, as an index takes it."""
        return ChromaServer(self.url)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        where = ["--path", str(self._folder / "data"), "--host", "127.0.0.1", "--port", str(self._port)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen([str(_PROGRAM), "run", *where], stdout=log, stderr=log, cwd=self._folder)
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError((self._folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """Kill it, as a machine that fails does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def lose(self) -> None:
        """Lose all data, and go on."""
        self.stop()
        shutil.rmtree(self._folder / "data")
        self.start()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stopped inside the ``with`` block."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def as_it_was(self) -> Iterator[None]:
        """At the end of the ``with`` block it has the data that it had at its start, as from a back-up."""
        self.stop()
        shutil.copytree(self._folder / "data", self._folder / "kept")
        self.start()
        yield
        self.stop()
        shutil.rmtree(self._folder / "data")
        (self._folder / "kept").rename(self._folder / "data")
        self.start()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v2/heartbeat", trust_env=False, verify=False).is_success  # noqa: S501
        except httpx.TransportError:
            return False


@contextmanager
def running() -> Iterator[Chroma]:
    """A server, started and at the end stopped."""
    with tempfile.TemporaryDirectory() as folder:
        server = Chroma(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
