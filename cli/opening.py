"""Opening an assistant for a command."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.answer import Answer, Question
from retrieval.asking import Asks
from retrieval.assistant import Assistant
from retrieval.embedding import load_embedder
from retrieval.errors import ModelMissing
from retrieval.index import Index
from retrieval.prose.model import Model, load_model
from retrieval.reader import Reader
from retrieval.rerank import Reranker
from retrieval.settings import DEFAULT_MODEL, Settings, load_settings

if TYPE_CHECKING:
    from bot.holdings import Holdings
    from retrieval.prose.writer import Writer
    from retrieval.watches import Watches


def open_assistant(folder: Path | None) -> Asks:
    """The assistant over the index that the settings name, with a language model in front of it where they name one.

    Raises IndexMissing, IndexMismatch, ModelMissing, or UsageError for a language model that cannot be used.
    """
    settings = load_settings(folder)
    model = load_model(settings)  # first, as a wrong setting should be told before anything is loaded
    assistant = _assistant(settings)
    return _writer(assistant, model, settings) or assistant


def open_verbatim(folder: Path | None) -> Asks:
    """The same without a language model: equal sources give equal answers."""
    return _assistant(load_settings(folder))


def open_recorded(folder: Path | None) -> Asks:
    """The same, its answers kept in the log as the settings say."""
    # Imported here because the database's library takes a while.
    from retrieval.recorder import recorded

    return recorded(open_assistant(folder), load_settings(folder))


def ask_recorded(question: Question, folder: Path | None) -> tuple[Asks, Answer]:
    """Open the assistant, answer, and keep the answer as the settings say; raises what all of that raises.

    The log is opened meanwhile, as its library takes a while.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(import_module, "retrieval.recorder")
        assistant = open_assistant(folder)
        opening = thread.submit(_keeping, assistant, folder)
        answer = assistant.ask(question)
    return assistant, opening.result()(question, answer)


def open_holdings(folder: Path | None) -> tuple[Asks, Holdings]:
    """The same, and what a bot wants to know of the sources besides."""
    # Imported here because only a bot needs it, and takes the time.
    from retrieval.recorder import recorded
    from retrieval.watches import Watches

    settings = load_settings(folder)
    asked, holdings_with = _opened(settings, lambda assistant: recorded(assistant, settings))
    return asked, holdings_with(Watches(settings.watches_place))


def open_unkept(folder: Path | None) -> tuple[Asks, Callable[[Watches], Holdings]]:
    """The same, nothing of it kept: the standing answers are those that the holdings are made with."""
    return _opened(load_settings(folder), lambda assistant: assistant)


def _opened(settings: Settings, keeping: Callable[[Asks], Asks]) -> tuple[Asks, Callable[[Watches], Holdings]]:
    from bot.holdings import Holdings
    from retrieval.recorder import telling
    from retrieval.view import View

    model = load_model(settings)
    assistant = _assistant(settings)
    writer = _writer(assistant, model, settings)
    asked = keeping(writer or assistant)
    opened = Index(settings.index_dir, settings.chroma)

    def holdings_with(watches: Watches) -> Holdings:
        return Holdings(
            versions=partial(View, opened),
            generation=lambda: opened.generation,
            explain=assistant.explain,
            verbatim=assistant,
            watches=watches,
            tell=telling(writer, asked) if writer else None,
        )

    return asked, holdings_with


def asker() -> str:
    """Whoever runs this command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return ""


def _keeping(assistant: Asks, folder: Path | None) -> Callable[[Question, Answer], Answer]:
    """What keeps an answer."""
    from retrieval.recorder import kept, recorded

    return partial(kept, recorded(assistant, load_settings(folder)))


def _writer(assistant: Assistant, model: Model | None, settings: Settings) -> Writer | None:
    """The language model in front of an assistant, where the settings name one."""
    if model is None:
        return None
    # Imported here because only who has set a language model should wait for what checks it.
    from retrieval.prose.writer import Writer

    return Writer(assistant, model, settings.llm_timeout)


def _assistant(settings: Settings) -> Assistant:
    """The assistant, its parts opened side by side: most of that is waiting for files and compilers."""
    with ThreadPoolExecutor() as threads:
        opening = threads.submit(Index.open, settings.index_dir, settings.embedding_model, settings.chroma)
        # Another model is loaded, perhaps from afar, only when the index turns out to be of that model.
        packaged = settings.embedding_model == DEFAULT_MODEL
        loading = threads.submit(load_embedder, settings.embedding_model) if packaged else None
        reader, warning = _reader()
        index = opening.result()
        embedder = loading.result() if loading else load_embedder(settings.embedding_model)
    reranker = Reranker(settings.reranker) if settings.reranker else None
    return Assistant(index, embedder, reader, warning, reranker=reranker, max_error=settings.max_error)


def _reader() -> tuple[Reader | None, str]:
    """The reader; without it, why. Weaker answers that say so are better than none."""
    try:
        return Reader(), ""
    except ModelMissing as missing:
        print(f"pincite: {missing}", file=sys.stderr)
        return None, str(missing)
