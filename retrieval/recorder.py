"""An assistant whose answers are kept in the log."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from retrieval.answer import Answer, Question
from retrieval.asking import Asks
from retrieval.database import reason
from retrieval.index import Index
from retrieval.log import AnswerLog
from retrieval.settings import Keep, Settings
from retrieval.store import Store

logger = logging.getLogger(__name__)


class Recorder:
    """Asks an assistant and keeps what it answers, with who asked and where, as the question says.

    An answer is never lost to its log: what cannot be written is told in the program's own log.
    """

    def __init__(self, assistant: Asks, log: AnswerLog, store: Store, *, names: bool) -> None:
        self._assistant = assistant
        self._log = log
        self._names = names
        self._state = IndexState(store)

    def ask(self, question: Question) -> Answer:
        """Answer, or decline. Raises as the assistant does."""
        return self.keep(question, self._assistant.ask(question))

    def keep(self, question: Question, answer: Answer) -> Answer:
        """Keep an answer; gives it back."""
        who, place = (question.who, question.place) if self._names else ("", "")
        try:
            state = self._state.now()
            self._log.add(answer, who=who, place=place, index_state=state, readers=question.readers)
        except SQLAlchemyError as error:
            logger.warning("the answer %s could not be logged: %s", answer.id, reason(error))
        return answer

    def explain(self, question: Question) -> str:
        """Why each passage ranked where it did, as text."""
        return self._assistant.explain(question)


Release = Callable[[str], None]


class Tells(Protocol):
    """What releases the sentences of an answer one by one before it gives the whole."""

    def ask(self, question: Question, release: Release) -> Answer:
        """Answer, or decline. Raises as an assistant does."""
        ...


def telling(writer: Tells, asked: Asks) -> Callable[[Question, Release], Answer]:
    """``writer`` as a function, its answers kept where ``asked`` keeps them."""

    def tell(question: Question, release: Release) -> Answer:
        return kept(asked, question, writer.ask(question, release))

    return tell


def kept(asked: Asks, question: Question, answer: Answer) -> Answer:
    """Keep an answer where ``asked`` keeps its own, if it does; gives it back."""
    return asked.keep(question, answer) if isinstance(asked, Recorder) else answer


class IndexState:
    """What an index holds, as a short name: equal names mean equal documents in equal versions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = ("", "")

    def now(self) -> str:
        """The number of the last ingest that changed anything, and a digest of all live versions."""
        generation = self._store.meta("generation") or "0"
        if self._known[0] != generation:
            digest = hashlib.sha256()
            for doc_id, version in self._store.current_versions():
                digest.update(f"{doc_id}\0{version}\0".encode())
            self._known = (generation, digest.hexdigest()[:16])
        return ":".join(self._known)


def recorded(assistant: Asks, settings: Settings) -> Asks:
    """The assistant, its answers logged as the settings say; what is older than they allow is deleted first."""
    if settings.log is Keep.OFF:
        return assistant
    log = AnswerLog(settings.log_place)
    if settings.log_days:
        log.forget(timedelta(days=settings.log_days))
    return Recorder(assistant, log, Index(settings.index_dir).store, names=settings.log is Keep.ALL)
