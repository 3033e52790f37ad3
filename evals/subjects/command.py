"""A system that is a command: it reads one question a line and writes one answer a line."""

from __future__ import annotations

import contextlib
import os
import queue
import shlex
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import IO

from evals.runs.provenance import file_digest
from evals.subjects.subject import Reply, SubjectError
from evals.subjects.wire import MAX_BYTES, read_reply, request
from retrieval.answer import Question
from retrieval.errors import UsageError

_KEPT = 2000  # characters of what it says on stderr
_GRACE = 2.0  # seconds for the last of what a killed command has written


class CommandSubject:
    """Keeps a command running and asks it line by line. One that dies or stalls is started anew for the next question.

    It may take ``patience`` seconds for an answer, the first one included. Raises UsageError for an empty command.
    """

    def __init__(self, command: str, patience: float = 60.0) -> None:
        try:
            self._arguments = shlex.split(command)
        except ValueError as error:
            raise UsageError(f"--subject: the command cannot be read ({error}); check its quotation marks") from error
        if not self._arguments:
            raise UsageError("--subject: there is no command")
        self.name = command
        self._patience = patience
        self._process: _Process | None = None

    def describe(self) -> dict[str, str]:
        """What was run, and a digest of the files in it: once they change, the same words run another system."""
        files = [Path(word) for word in self._arguments if _is_file(word)]
        return {"command": self.name, **({"command files": file_digest(files)} if files else {})}

    def ask(self, question: Question) -> Reply:
        """Ask one question. Raises SubjectError for whatever is not a good answer in time."""
        asked, line = request(question)
        try:
            return read_reply(self._exchange(line), asked, question)
        except SubjectError:
            self.close()  # what it would still write belongs to a question that is over
            raise

    def close(self) -> None:
        """End the command."""
        if self._process:
            self._process.end()
            self._process = None

    def _exchange(self, line: bytes) -> bytes:
        if self._process is None:
            try:
                self._process = _Process(self._arguments)
            except OSError as error:
                raise SubjectError(f"{self._arguments[0]}: cannot be started ({error.strerror})") from error
        return self._process.exchange(line, self._patience)


class _Process:
    """A running command, with threads that read what it writes so that it never waits for a reader."""

    def __init__(self, arguments: list[str]) -> None:
        pipe = subprocess.PIPE
        # In a session of its own, so that what a shell starts can be ended together with it.
        self._popen = subprocess.Popen(  # noqa: S603
            arguments, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._said = b""
        self._readers = [
            threading.Thread(target=self._read_answers, args=(self._popen.stdout,), daemon=True),
            threading.Thread(target=self._read_complaints, args=(self._popen.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def exchange(self, line: bytes, patience: float) -> bytes:
        """Write a line, wait for one. Raises SubjectError."""
        until = time.monotonic() + patience
        try:
            assert self._popen.stdin is not None  # noqa: S101 - it is a pipe
            self._popen.stdin.write(line + b"\n")
            self._popen.stdin.flush()
        except OSError as error:
            raise SubjectError(f"the command ended before the question{self._complaint()}") from error
        try:
            answer = self._lines.get(timeout=max(until - time.monotonic(), 0.0))
        except queue.Empty as error:
            raise SubjectError(f"no answer within {patience:g} seconds{self._complaint()}") from error
        if not answer:
            raise SubjectError(f"the command ended without an answer{self._complaint()}")
        return answer

    def end(self) -> None:
        """Kill it with all that it started, and wait until it is gone."""
        assert self._popen.stdin is not None  # noqa: S101 - it is a pipe
        with contextlib.suppress(OSError):
            self._popen.stdin.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of it has ended already
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        for reader in self._readers:
            reader.join(_GRACE)  # no longer: a child that left the session may hold the pipe

    def _read_answers(self, stream: IO[bytes]) -> None:
        with stream:
            while line := stream.readline(MAX_BYTES + 1):
                self._lines.put(line)
        self._lines.put(b"")

    def _read_complaints(self, stream: IO[bytes]) -> None:
        with stream:
            while part := stream.readline(_KEPT):
                self._said = (self._said + part)[-_KEPT:]

    def _complaint(self) -> str:
        said = " ".join(self._said.decode(errors="replace").split())
        return f"; it said: {said[-300:]}" if said else ""


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file() and os.access(word, os.R_OK)
    except OSError:  # a piece of a program is too long for the name of a file
        return False
