"""A playground over a small index, and a browser to look at it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.holdings import Ask, Holdings
from bot.local.slack import LocalSlack
from bot.play.run import Playground, playground
from bot.serve import serving
from ingest.job import ingest
from retrieval.answer import Answer, Question
from retrieval.assistant import Assistant
from retrieval.embedding import Embedder
from retrieval.index import Index, writing
from retrieval.reader import Reader
from retrieval.settings import DEFAULT_MODEL
from retrieval.store import Store
from retrieval.view import View
from tests.bot.answers import echo
from tests.bot.local.conftest import Body, Heard, connected
from tests.bot.play.sources import write_sources
from tests.bot.play.visiting import Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DESK = {"width": 1440, "height": 900}

Play = Callable[[Ask], AbstractContextManager[Playground]]


class Given:
    """The real assistant, and what it answered."""

    def __init__(self, assistant: Assistant) -> None:
        self.answers: list[Answer] = []
        self._assistant = assistant

    def ask(self, question: Question) -> Answer:
        self.answers.append(self._assistant.ask(question))
        return self.answers[-1]


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Index:
    """An index over one article of the corpus and one hostile page."""
    folder = tmp_path_factory.mktemp("play")
    write_sources(folder / "sources")
    with writing(folder / "index", DEFAULT_MODEL) as index:
        ingest(index, [folder / "sources"], lambda: embedder)
    return Index.open(folder / "index", DEFAULT_MODEL)


@pytest.fixture(scope="session")
def small_assistant(small_index: Index, embedder: Embedder) -> Assistant:
    return Assistant(small_index, embedder, Reader())


@pytest.fixture
def store(small_index: Index) -> Store:
    return small_index.store


@pytest.fixture
def play(small_index: Index, small_assistant: Assistant) -> Play:
    """Run a playground with the bot in it inside a ``with`` block."""

    @contextlib.contextmanager
    def run(ask: Ask) -> Iterator[Playground]:
        with playground(ask, small_index.store) as local:
            holdings = Holdings(
                versions=partial(View, small_index),
                generation=lambda: small_index.generation,
                explain=small_assistant.explain,
                verbatim=small_assistant,
                watches=local.watches,
            )
            with serving(local.settings, local.ask, corpus=local.corpus, watches=local.watches, holdings=holdings):
                yield local

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. One for each module: while it runs, asyncio.run() cannot be used by other tests."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the page is not tested: `pip install playwright`")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("the page is not tested: there is no Chromium; `apt-get install chromium` brings one")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        opened: Browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield opened
        opened.close()


@pytest.fixture
def given(small_assistant: Assistant) -> Given:
    return Given(small_assistant)


@pytest.fixture
def visit(browser: Browser, play: Play, given: Given) -> Iterator[Visit]:
    """The page with the real assistant, on a desk."""
    with play(given.ask) as local, visiting(browser, local.slack.address, viewport=DESK) as opened:
        yield opened


class Wired(Heard):
    """A stock Bolt app at the other end of a playground, what it heard, and the page."""

    def __init__(self, slack: LocalSlack, page: Visit) -> None:
        super().__init__()
        self.slack = slack
        self.visit = page
        self.client = WebClient(slack.bot_token, base_url=slack.api_url)
        self.app = App(client=self.client)

    def say(self, *blocks: Body) -> str:
        """Let the app say something in the channel; its ts."""
        said = self.client.chat_postMessage(channel=self.slack.general.id, text="said", blocks=blocks)
        return str(said["ts"])

    def open(self, view: Body) -> None:
        """Open a modal for the person that the page speaks as."""
        self.client.views_open(trigger_id=self.slack.state.triggers.issue(self.slack.person.id), view=view)


@pytest.fixture
def wired(browser: Browser, store: Store) -> Iterator[Wired]:
    """The page with an app that acknowledges every action and remembers it; tests add listeners before their use."""
    with playground(echo, store) as local, visiting(browser, local.slack.address, viewport=DESK) as page:
        told = Wired(local.slack, page)
        with connected(told.app, local.slack):
            yield told
