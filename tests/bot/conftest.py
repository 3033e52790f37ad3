"""A local Slack for each test, and the real bot connected to it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.store import Channels
from bot.corpus import Corpus
from bot.database import open_database
from bot.holdings import Ask, Holdings
from bot.local.app import App
from bot.local.slack import LocalSlack
from bot.scopes import METHODS
from bot.serve import serving
from bot.settings import BotSettings
from bot.tables import TABLES
from retrieval.directory import NOBODY, Directory
from retrieval.documents import Document, Passage, Sentence
from retrieval.rows import fingerprint
from retrieval.store import Store
from retrieval.watches import Watches
from tests.bot.sources import Sources

SettingsFor = Callable[..., BotSettings]
CorpusOf = Callable[..., Corpus]
Serve = Callable[..., AbstractContextManager[int]]


MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text("utf-8"))


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    # What may be used of the app is in its manifest; that of messages each test subscribes to for itself. The time to
    # acknowledge is more than Slack gives, for a busy machine.
    app = App.from_manifest(MANIFEST)
    app = replace(
        app, events=frozenset(event for event in app.events if not event.startswith(("message.", "app_mention")))
    )
    with LocalSlack(seconds=20.0, app=app) as local:
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
        ask: Ask,
        directory: Directory = NOBODY,
        corpus: Corpus | None = None,
        watches: Watches | None = None,
        holdings: Holdings | None = None,
        **changes: object,
    ) -> Iterator[int]:
        before, chosen = slack.connections, settings(**changes)
        with serving(chosen, ask, directory, corpus, watches, holdings) as port:
            slack.wait_until(lambda: chosen.over_http or slack.connections > before)
            yield port
        assert {call.method for call in slack.calls} <= METHODS.keys()

    return run


@pytest.fixture
def corpus_of(tmp_path: Path) -> Iterator[CorpusOf]:
    """Real sources: short documents with these ids, the last the newest, each with the heading that it is given."""
    store = Store(tmp_path / "store.sqlite3")

    def make(*doc_ids: str, heading: str = "") -> Corpus:
        documents = [_document(doc_id, f"2025-01-{day:02d}", heading) for day, doc_id in enumerate(doc_ids, 1)]
        for document in documents:
            store.stage(document)
        store.switch({document.doc_id: fingerprint(document) for document in documents}, [], "1")
        return Corpus(store)

    yield make
    store.close()


def _document(doc_id: str, published: str, heading: str) -> Document:
    text = f"This is {doc_id}."
    passages = (Passage(heading, (Sentence(0, len(text)),)),)
    return Document(doc_id=doc_id, title=doc_id, text=text, passages=passages, published=published)


@pytest.fixture
def channels(settings: SettingsFor) -> Iterator[Channels]:
    """The settings of channels, as the bot of this test reads them."""
    engine = open_database(settings().state, TABLES)
    yield Channels(engine)
    engine.dispose()


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[Sources]:
    """Documents in an index, and the holdings over them."""
    with Sources(tmp_path) as opened:
        yield opened


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """An event that an ``ask`` can wait for; set at the end, so that no thread hangs."""
    event = threading.Event()
    yield event
    event.set()
