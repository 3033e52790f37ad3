"""The local Slack with its page, and what the bot needs to connect to it."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import SecretStr

from bot.corpus import Corpus
from bot.holdings import Ask
from bot.local.app import App
from bot.local.slack import LocalSlack
from bot.play.answers import AnswerLog
from bot.play.page import Page
from bot.settings import BotSettings
from retrieval.errors import UsageError
from retrieval.store import Store
from retrieval.watches import Watches

_COLLEAGUE = "maria"
_DRAIN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Playground:
    """A running local Slack; serve ``ask`` and ``corpus`` with ``settings`` and the bot is in it.

    ``watches`` is as short-lived as all of it.
    """

    slack: LocalSlack
    settings: BotSettings
    ask: Ask
    corpus: Corpus
    watches: Watches


@contextlib.contextmanager
def playground(ask: Ask, store: Store, port: int = 0) -> Iterator[Playground]:
    """A local Slack with its page inside the ``with`` block, nothing of it kept. Raises UsageError: a port in use."""
    slack, log = _workspace(port), AnswerLog()
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
            escalate_to=next(user.id for user in slack.workspace.users.values() if user.name == _COLLEAGUE),
        )
        watches = Watches(folder / "watches.sqlite3")
        stack.callback(watches.close)
        yield Playground(slack, settings, log.keeping(ask), Corpus(store), watches)


def _workspace(port: int) -> LocalSlack:
    """A channel with two people in it, one of them an admin, and the app as its manifest describes it."""
    app = App.from_manifest(json.loads(files("bot").joinpath("manifest.json").read_text("utf-8")))
    slack = LocalSlack(app.events, port, channel="legal", app=app, admin=True)
    colleague = slack.workspace.add_user(_COLLEAGUE)
    slack.general.members.add(colleague.id)
    for person in (slack.person, colleague):
        slack.workspace.direct(person)
    return slack
