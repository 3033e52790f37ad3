"""The bot asked by several people at once: ``pincite serve`` in a process of its own, over the local Slack's socket."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path

from benchmarks.asking import ASKERS, p95
from bot.local.app import App
from bot.local.model import User
from bot.local.slack import LocalSlack

_START_SECONDS = 120.0
_ACKNOWLEDGE_SECONDS = 20.0  # more than Slack gives, for a busy machine


@dataclass(frozen=True)
class Served:
    """Eight people who each ask their next question as soon as they see the answer to the last.

    Times are from the message to the answer that stands in its thread, the wait in the queue of the bot included.
    """

    per_second: float
    p50_ms: float
    p95_ms: float


def serve(index: Path, questions: Sequence[str]) -> Served:
    """Ask every question of the bot over an index, after one each to warm it up."""
    app = App.from_manifest(json.loads(files("bot").joinpath("manifest.json").read_text("utf-8")))
    with LocalSlack(app.events, app=app, seconds=_ACKNOWLEDGE_SECONDS) as slack, _bot(index, slack):
        people = [slack.workspace.add_user(f"asker-{number}") for number in range(ASKERS)]
        parts = [questions[number::ASKERS] for number in range(ASKERS)]
        with ThreadPoolExecutor(ASKERS) as askers:
            list(askers.map(_asked, [slack] * ASKERS, people, [part[:1] for part in parts]))
            began = time.perf_counter()
            times = list(chain(*askers.map(_asked, [slack] * ASKERS, people, parts)))
            wall = time.perf_counter() - began
    return Served(len(times) / wall, statistics.median(times), p95(times))


def _asked(slack: LocalSlack, person: User, questions: Sequence[str]) -> list[float]:
    """The milliseconds until each of somebody's direct messages was answered."""
    channel, times = slack.workspace.direct(person), []
    for question in questions:
        began = time.perf_counter()
        slack.wait_for_reply(channel, slack.say(channel, person, question))
        times.append(1000 * (time.perf_counter() - began))
    return times


@contextmanager
def _bot(index: Path, slack: LocalSlack) -> Iterator[None]:
    """The bot, connected, inside the ``with`` block. Raises TimeoutError when it does not connect."""
    tokens = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }
    with tempfile.TemporaryDirectory() as home:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "PINCITE_"))}
        command = [sys.executable, "-m", "cli", "serve", "--index", str(index)]
        with subprocess.Popen(  # noqa: S603
            command, env={**own, **tokens, "PINCITE_HOME": home}, stderr=subprocess.DEVNULL
        ) as process:
            try:
                slack.wait_until(lambda: slack.connections > 0 or process.poll() is not None, _START_SECONDS)
                if process.poll() is not None:
                    raise RuntimeError(f"the bot has ended with {process.returncode}; try `pincite serve`")
                yield
            finally:
                process.terminate()
