"""The bot in a process of its own, which a test can stop or kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.holdings import Release
from bot.serve import run
from bot.settings import BotSettings, load_bot_settings
from retrieval.answer import Answer, Question
from tests.bot.answers import echo
from tests.bot.sources import Sources

_PATIENCE_SECONDS = 60.0


class BotProcess:
    """A bot that, asked something that begins with ``wait:``, does not answer before it is allowed to."""

    def __init__(self, settings: BotSettings, folder: Path, *, streaming: bool = False) -> None:
        """With ``streaming`` it begins to tell the answer before it waits."""
        self._settings = settings
        self._folder = folder
        self._mode = ["streaming"] if streaming else []

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
        command = [sys.executable, "-m", "tests.bot.process", str(self._folder), *self._mode]
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


def main(folder: Path, *, streaming: bool) -> None:
    """Run the bot with the settings in the environment."""

    def ask(question: Question) -> Answer:
        if question.question.startswith("wait:"):
            (folder / "asked").touch()
            wait_for(folder / "allowed")
        return echo(question)

    def tell(question: Question, release: Release) -> Answer:
        release(f"You asked: {question.question} [1]")
        return ask(question)

    if not streaming:
        run(load_bot_settings(), ask)
        return
    with Sources(folder / "telling") as sources:
        run(load_bot_settings(), ask, holdings=replace(sources.holdings, tell=tell))


if __name__ == "__main__":
    main(Path(sys.argv[1]), streaming="streaming" in sys.argv)
