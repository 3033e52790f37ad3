"""Asking within what holds in the channel: whoever asks, from wherever, is answered through here."""

from __future__ import annotations

from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.corpus import Corpus
from bot.holdings import Ask
from bot.places import Places
from bot.sight import Sight
from bot.teams import Team, Teams
from retrieval.answer import Answer, Question
from retrieval.audience import Readers, includes
from retrieval.directory import Directory
from retrieval.errors import PinciteError

MAY_NOT_ASK = "In this channel only some people may ask me. Ask one of them, or write to me directly."
NO_DOCUMENTS = (
    "The settings of this channel (/pincite settings) name no document that is still there and open to all who would"
    " read the answer; until somebody mends them, I have nothing to answer from here."
)


class Asking:
    """Puts the limits of channels between those who ask and the assistant. Safe to use from many threads."""

    def __init__(
        self, ask: Ask, teams: Teams, channels: Channels, directory: Directory, corpus: Corpus | None = None
    ) -> None:
        """``directory`` says who may see what; without ``corpus`` channels cannot be limited to some documents."""
        self._ask = ask
        self._teams = teams
        self._channels = channels
        self._places = Places(teams)
        self._directory = directory
        self._corpus = corpus
        self._sights: dict[str, tuple[Team, Sight]] = {}

    @property
    def places(self) -> Places:
        """What is known of the channels."""
        return self._places

    def within(self, team: str) -> Ask:
        """Ask what a whole channel of a workspace will read; ``who`` and ``place`` of a question say who and which.

        It raises PinciteError, with a sentence for the asker, when there may be no answer.
        """

        return lambda question: self._ask(self.prepared(team, question))

    def prepared(self, team: str, question: Question) -> Question:
        """A question as it may be asked where a whole channel reads the answer. Raises as ``within``."""
        return self._limited(team, question, self.of_channel(team, question.place))

    def answer(self, question: Question) -> Answer:
        """Answer a prepared question."""
        return self._ask(question)

    def of_one(self, team: str, who: str) -> Readers:
        """The reader of what only one person sees."""
        return self._sight(team).alone(who)

    def alone(self, team: str, question: Question) -> tuple[Answer, Question]:
        """Answer what only the asker will read; with it the question as it was asked. Raises as ``within``."""
        asked = self.prepared_alone(team, question)
        return self._ask(asked), asked

    def prepared_alone(self, team: str, question: Question) -> Question:
        """A question as it may be asked where only the asker reads the answer. Raises as ``within``."""
        return self._limited(team, question, self.of_one(team, question.who))

    def may_be_read(self, team: str, question: Question, answer: Answer) -> bool:
        """Whether a channel may read an answer to somebody there, by what holds now. Raises as ``within``."""
        readers = self.of_channel(team, question.place)
        scope = self._limited(team, question, readers).scope
        cited = {citation.doc_id for citation in (*answer.citations, *answer.nearest)}
        if scope and not cited <= set(scope):
            return False
        if self._corpus is None:
            return includes(readers, question.readers)
        return self._corpus.visible(cited, readers)

    def of_channel(self, team: str, channel: str) -> Readers:
        """The readers of what is said in a channel. With people from outside it is what everyone may see."""
        if self._directory.is_empty or self._places.is_external(team, channel):
            return ()
        return self._sight(team).in_channel(channel)

    def documents(self, team: str, channel: str, who: str) -> list[str] | None:
        """The ids of the documents that this person sees, alone or in a channel; None where it is not known which."""
        if self._corpus is None:
            return None
        seen = [self._corpus.doc_ids(readers) for readers in (self.of_one(team, who), self.of_channel(team, channel))]
        return sorted({doc_id for each in seen for doc_id in each})

    def _limited(self, team: str, question: Question, readers: Readers) -> Question:
        settings = self._channels.of(team, question.place)
        if not settings.may_ask(question.who):
            raise PinciteError(MAY_NOT_ASK)
        return question.model_copy(update={"scope": self._scope(settings, readers), "readers": readers})

    def _scope(self, settings: ChannelSettings, readers: Readers) -> tuple[str, ...]:
        if not settings.documents or self._corpus is None:
            return ()
        # A hidden document is as if it were not there: to name it to the assistant would be to ask for it.
        scope = settings.scope(self._corpus.doc_ids(readers))
        if not scope:
            raise PinciteError(NO_DOCUMENTS)  # an empty scope would mean all documents
        return scope

    def _sight(self, team_id: str) -> Sight:
        team = self._teams.of(team_id)
        known, sight = self._sights.get(team_id, (None, None))
        if sight is None or known is not team:
            sight = Sight(self._directory, team.reader, team.identity.user)
            self._sights[team_id] = (team, sight)
        return sight
