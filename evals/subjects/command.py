"""A system that is a command: it reads one question a line and writes one answer a line."""

from __future__ import annotations

import contextlib
import queue
import shlex
import subprocess
import threading
import time
from typing import IO

from evals.subjects.subject import Reply, SubjectError
from evals.subjects.wire import MAX_BYTES, read_reply, request
from retrieval.answer import Question
from retrieval.errors import UsageError

_KEPT = 2000  # characters of what it says on stderr


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
        """What was run."""
        return {"command": self.name}

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
        self._popen = subprocess.Popen(arguments, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603
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
        """Kill it, and wait until it is gone."""
        self._popen.kill()
        self._popen.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()

    def _read_answers(self, stream: IO[bytes]) -> None:
        while line := stream.readline(MAX_BYTES + 1):
            self._lines.put(line)
        self._lines.put(b"")

    def _read_complaints(self, stream: IO[bytes]) -> None:
        while part := stream.readline(_KEPT):
            self._said = (self._said + part)[-_KEPT:]

    def _complaint(self) -> str:
        said = " ".join(self._said.decode(errors="replace").split())
        return f"; it said: {said[-300:]}" if said else ""
