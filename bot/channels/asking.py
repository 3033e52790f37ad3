"""Asking within what holds in the channel: whoever asks, from wherever, is answered through here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering import Ask
from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.places import Places
from retrieval.answer import Answer, Question
from retrieval.errors import PinciteError

MAY_NOT_ASK = "In this channel only some people may ask me. Ask one of them, or write to me directly."
NO_DOCUMENTS = (
    "No document belongs to this channel any more: its settings (`/pincite settings`) name none that is left."
)
DocIds = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Readers:
    """Who will read an answer: ``who`` asked, in a channel of ``team``; ``external`` when people from outside read too.

    ``audiences`` are those that every reader belongs to.
    """

    who: str
    team: str
    channel: str
    external: bool
    audiences: tuple[str, ...]


class Asking:
    """Puts the limits of channels between those who ask and the assistant."""

    def __init__(self, ask: Ask, channels: Channels, places: Places, doc_ids: DocIds | None) -> None:
        """``doc_ids`` names the documents that there are; without it channels cannot be limited to some of them."""
        self._ask = ask
        self._channels = channels
        self._places = places
        self._doc_ids = doc_ids

    def within(self, team: str) -> Ask:
        """Ask from a workspace: ``who`` and ``place`` of a question say from which channel.

        What it gives raises PinciteError with a sentence for the asker when there may be no answer.
        """
        return lambda question: self.answer(team, question)[1]

    def answer(self, team: str, question: Question) -> tuple[Question, Answer]:
        """The same at once: the question as it was put, but for its scope, which may be long, and the answer."""
        limited = self.limited(team, question)
        return limited.model_copy(update={"scope": question.scope}), self._ask(limited)

    def limited(self, team: str, question: Question) -> Question:
        """The question with the limits of its place. Raises PinciteError when it may not be asked there."""
        settings = self._channels.of(team, question.place)
        if not settings.may_ask(question.who):
            raise PinciteError(MAY_NOT_ASK)
        readers = self.readers(team, question.who, question.place, settings)
        return _open_to(question.model_copy(update={"scope": self._scope(settings)}), readers)

    def readers(self, team: str, who: str, channel: str, settings: ChannelSettings) -> Readers:
        """Who will read an answer there."""
        external = self._places.is_external(team, channel)
        return Readers(who, team, channel, external, () if external else settings.audiences)

    def _scope(self, settings: ChannelSettings) -> tuple[str, ...]:
        if not settings.documents or self._doc_ids is None:
            return ()
        scope = settings.scope(self._doc_ids())
        if not scope:
            raise PinciteError(NO_DOCUMENTS)  # an empty scope would mean all documents
        return scope


def _open_to(question: Question, readers: Readers) -> Question:
    """The question as one of these readers. The one place that says for whom an answer is."""
    if "readers" not in Question.model_fields:
        return question
    return question.model_copy(update={"readers": (readers.audiences,) if readers.audiences else ()})
