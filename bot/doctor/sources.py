"""Looking at what answers: the index, the models with their checksums, and what the bot remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import MetaData

from bot.database import open_database
from bot.doctor.finding import Finding, State
from bot.settings import BotSettings
from retrieval.directory import load_directory
from retrieval.embedding import load_embedder
from retrieval.errors import PinciteError
from retrieval.index import Index
from retrieval.reader import Reader
from retrieval.settings import Settings


def look_at_sources(own: Settings, bot: BotSettings | None) -> Iterator[Finding]:
    """Everything on this machine; without ``bot`` all but what the bot remembers."""
    yield _look("index", partial(_index, own))
    yield _look("embedding model", partial(_model, own.embedding_model))
    yield _look("reader", _reader, State.LESS)  # without it answers are weaker, and say so
    yield _look("audiences", partial(_audiences, own))
    if bot is not None:
        yield _look("bot's memory", partial(_memory, bot))


def _look(what: str, at: Callable[[], str], otherwise: State = State.FAILS) -> Finding:
    try:
        return Finding(what, State.OK, at())
    except PinciteError as error:
        says, _, mend = str(error).partition("; ")
        return Finding(what, otherwise, says, mend.rstrip("."))


def _index(own: Settings) -> str:
    index = Index.open(own.index_dir, own.embedding_model, own.chroma)
    try:
        documents, passages = index.store.count()
        return f"{documents:,} documents, {passages:,} passages in {own.index_dir}, vectors {index.where}"
    finally:
        index.close()


def _model(name: str) -> str:
    load_embedder(name)
    return f"{name} loads, and its weights are those that it was published with"


def _reader() -> str:
    Reader()
    return "it loads, and its weights are those that this version was measured with"


def _audiences(own: Settings) -> str:
    directory = load_directory(own.audiences)
    nobody = "nobody belongs to any, so only documents open to everyone are used"
    return nobody if directory.is_empty else f"as {own.audiences} says"


def _memory(bot: BotSettings) -> str:
    open_database(bot.place, MetaData()).dispose()
    return "PostgreSQL" if isinstance(bot.place, str) else str(bot.place)
