"""Looking at what answers: the index, the models with their checksums, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from bot.doctor.finding import Finding, State
from bot.doctor.kept import look_at_kept
from bot.settings import BotSettings
from retrieval.database import reason
from retrieval.directory import load_directory
from retrieval.embedding import load_embedder
from retrieval.errors import PinciteError
from retrieval.index import Index
from retrieval.prose.model import load_model
from retrieval.reader import Reader
from retrieval.rerank import Reranker
from retrieval.settings import Keep, Settings


def look_at_sources(own: Settings, bot: BotSettings | None) -> Iterator[Finding]:
    """Everything on this machine; without ``bot`` all but what the bot remembers."""
    yield _look("index", partial(_index, own), mend="wait for other commands to end, or ingest anew")
    yield _look("embedding model", partial(_model, own.embedding_model))
    yield _look("reader", _reader, State.LESS)  # without it answers are weaker, and say so
    yield _look("reranker", partial(_reranker, own.reranker))
    yield _look("language model", partial(_language_model, own))
    yield _look("audiences", partial(_audiences, own))
    yield _look("log", partial(_log, own))
    yield _look("standing answers", partial(look_at_kept, own.watches_place, "mend or remove the file"))
    if bot is not None:
        remedy = "move it away, or set SLACK_STATE to another place"
        yield _look("bot's memory", partial(look_at_kept, bot.place, remedy))


def _look(
    what: str,
    at: Callable[[], str],
    otherwise: State = State.FAILS,
    mend: str = "check the disk and the permissions",
) -> Finding:
    try:
        return Finding(what, State.OK, at())
    except PinciteError as error:
        says, _, mend = str(error).partition("; ")
        return Finding(what, otherwise, says, mend.rstrip("."))
    except Exception as error:  # whatever is damaged there, the rest is looked at too
        return Finding(what, otherwise, f"busy or damaged ({reason(error) or type(error).__name__})", mend)


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


def _reranker(name: str | None) -> str:
    if name is None:
        return "none"
    Reranker(name)
    return f"{name} loads"


def _language_model(own: Settings) -> str:
    model = load_model(own)
    if model is None:
        return "none; answers are in the sources' own words"
    return f"{model.name}; it is not asked whether it answers"


def _audiences(own: Settings) -> str:
    directory = load_directory(own.audiences)
    nobody = "nobody belongs to any, so only documents open to everyone are used"
    return nobody if directory.is_empty else f"as {own.audiences} says"


def _log(own: Settings) -> str:
    if own.log is Keep.OFF:
        return "off, as PINCITE_LOG says"
    return look_at_kept(own.log_place, "mend it, or set PINCITE_LOG=off")
