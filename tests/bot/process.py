"""The bot in a process of its own, which a test can stop or kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.serve import run
from bot.settings import BotSettings, load_bot_settings
from retrieval.answer import Answer, Question
from tests.bot.answers import echo

_PATIENCE_SECONDS = 60.0


class BotProcess:
    """A bot that, asked something that begins with ``wait:``, does not answer before it is allowed to."""

    def __init__(self, settings: BotSettings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder

    def __enter__(self) -> Self:
        given = {
            "BOT_TOKEN": self._settings.bot_token.get_secret_value(),
            "APP_TOKEN": self._settings.app_token.get_secret_value(),
            "API_URL": self._settings.api_url,
            "STATE": str(self._settings.state),
            "DATABASE": self._settings.database.get_secret_value(),
            "ADOPT_SECONDS": str(self._settings.adopt_seconds),
            "RETRY_SECONDS": str(self._settings.retry_seconds),
        }
        environment = {**os.environ, **{f"SLACK_{name}": value for name, value in given.items()}}
        command = [sys.executable, "-m", "tests.bot.process", str(self._folder)]
        self._process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def wait_until_asked(self) -> None:
        """Wait until the bot works on a question that has to wait."""
        wait_for(self._folder / "asked")

    def allow(self) -> None:
        """Let the question that has to wait be answered."""
        (self._folder / "allowed").touch()

    def terminate(self) -> None:
        """Ask the process to stop."""
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait for the end of the process; return its exit code."""
        return self._process.wait(_PATIENCE_SECONDS)

    def kill(self) -> None:
        """End the process with no chance to tidy up."""
        self._process.kill()
        self._process.wait()


def wait_for(path: Path) -> None:
    """Wait until a file is there."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not path.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} has not appeared")
        time.sleep(0.02)


def main(folder: Path) -> None:
    """Run the bot with the settings in the environment."""

    def ask(question: Question) -> Answer:
        if question.question.startswith("wait:"):
            (folder / "asked").touch()
            wait_for(folder / "allowed")
        return echo(question)

    run(load_bot_settings(), ask)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
