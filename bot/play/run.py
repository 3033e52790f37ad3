"""The local Slack with its page, and what the bot needs to connect to it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.library import Ask
from bot.local.events import MENTIONS_AND_DIRECT
from bot.local.slack import LocalSlack
from bot.play.answers import AnswerLog
from bot.play.page import Page
from bot.settings import BotSettings
from retrieval.errors import UsageError
from retrieval.store import Store
from retrieval.watches import Watches

# Channel messages too, as a workspace has them that lets the bot follow a thread.
_SUBSCRIPTIONS = MENTIONS_AND_DIRECT | {"message.channels"}
_DRAIN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Playground:
    """A running local Slack; serve ``ask`` with ``settings`` and the bot is in it. ``watches`` is as short-lived."""

    slack: LocalSlack
    settings: BotSettings
    ask: Ask
    watches: Watches


@contextlib.contextmanager
def playground(ask: Ask, store: Store, port: int = 0) -> Iterator[Playground]:
    """A local Slack with its page inside the ``with`` block, nothing of it kept. Raises UsageError: a port in use."""
    slack, log = LocalSlack(_SUBSCRIPTIONS, port, channel="legal"), AnswerLog()
    Page(slack, log, store)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pincite-play-")))
        try:
            stack.enter_context(slack)
        except OSError as error:
            raise UsageError(f"Port {port} cannot be used ({error.strerror}); name another with --port.") from error
        settings = BotSettings(
            bot_token=SecretStr(slack.bot_token),
            app_token=SecretStr(slack.app_token),
            api_url=slack.api_url,
            state=folder / "slack.sqlite",
            drain_seconds=_DRAIN_SECONDS,
            escalate_to=slack.workspace.add_user("maria").id,
        )
        watches = Watches(folder / "watches.sqlite3")
        stack.callback(watches.close)
        yield Playground(slack, settings, log.keeping(ask), watches)
