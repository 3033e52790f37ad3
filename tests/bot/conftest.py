"""A local Slack for each test, and the real bot connected to it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.library import Ask, Library
from bot.local.slack import LocalSlack
from bot.serve import serving
from bot.settings import BotSettings
from retrieval.directory import NOBODY, Directory
from tests.bot.sources import Sources

SettingsFor = Callable[..., BotSettings]
Serve = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(seconds=20.0) as local:  # more than Slack gives, for a busy machine
        yield local


@pytest.fixture
def settings(slack: LocalSlack, tmp_path: Path) -> SettingsFor:
    """Settings for the local Slack; keywords change them."""

    def make(**changes: object) -> BotSettings:
        fields: dict[str, object] = {
            "bot_token": slack.bot_token,
            "app_token": slack.app_token,
            "api_url": slack.api_url,
            "state": tmp_path / "slack.sqlite",
            "retry_seconds": 0.05,
            "look_seconds": 0.1,
        }
        return BotSettings.model_validate({**fields, **changes})

    return make


@pytest.fixture
def serve(slack: LocalSlack, settings: SettingsFor) -> Serve:
    """Run the bot inside a ``with`` block, connected before it begins."""

    @contextlib.contextmanager
    def run(
        ask: Ask, directory: Directory = NOBODY, library: Library | None = None, **changes: object
    ) -> Iterator[None]:
        before = slack.connections
        with serving(settings(**changes), ask, directory, library):
            slack.wait_until(lambda: slack.connections > before)
            yield

    return run


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """An event that an ``ask`` can wait for; set at the end, so that no thread hangs."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[Sources]:
    """Documents in an index, and the library over them."""
    with Sources(tmp_path) as opened:
        yield opened
