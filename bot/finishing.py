"""Which way a claim is finished: in its thread, for one person, by sharing, or with a word that it was stopped."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.agent import at_work
from bot.answering import Answerer, Streaming
from bot.channels.asking import Asking
from bot.claims import Claim, Claims
from bot.holdings import Ask, Tell
from bot.office import Office
from bot.opened import open_question
from bot.posting import Poster
from bot.private.answering import PrivateAnswerer
from bot.private.sharing import Sharing, is_share
from bot.private.whisper import Whisperer
from bot.replying import Replies, note
from bot.settings import BotSettings
from bot.teams import NotInstalled, Teams
from retrieval.answer import Answer, Question, Status
from retrieval.errors import PinciteError


@dataclass(frozen=True, slots=True)
class Finisher:
    """Finishes claims of any workspace. Raises Stopped or a database's error when it has to be done again."""

    settings: BotSettings
    teams: Teams
    asking: Asking
    claims: Claims
    office: Office
    stopping: threading.Event

    def finish(self, claim: Claim) -> None:
        """Finish a claim; one of a workspace that has removed the app is given up."""
        self.office.waiting.leave(claim)
        try:
            poster = self._poster(claim.team)
        except NotInstalled:
            self.claims.undeliverable(claim)
            return
        whisperer = Whisperer(self.stopping, self.settings.retry_seconds)
        if is_share(claim):
            Sharing(self.office.desk, poster, whisperer, self.claims).finish(claim)
        elif claim.response_url:
            PrivateAnswerer(self.office.desk, whisperer, self.claims).finish(claim)
        elif claim.unprompted and not claim.answer_ts and not claim.deleted and not claim.stopped:
            self._offer(claim, poster)
        else:
            holdings = self.office.desk.holdings
            self._answer(claim, poster, self.asking.answer, holdings.tell if holdings else None)

    def _answer(self, claim: Claim, poster: Poster, ask: Ask, tell: Tell | None = None) -> None:
        team, desk = self.teams.of(claim.team), self.office.desk
        replies = Replies(ask, desk, lambda claim: open_question(team.reader, claim, team.identity))
        streaming = Streaming(team.sender, self.office.parts, tell)
        with at_work(team.sender, claim):
            Answerer(replies, poster, self.claims, desk, streaming).finish(claim)

    def _offer(self, claim: Claim, poster: Poster) -> None:
        """Answer what nobody asked the bot itself, but be silent where there is nothing to say."""
        try:
            answer = self.asking.within(claim.team)(Question(question=claim.text, who=claim.who, place=claim.channel))
        except PinciteError:
            answer = None
        except SQLAlchemyError:
            raise
        except Exception as error:
            note(error)
            answer = None
        if answer is None or answer.status not in {Status.ANSWERED, Status.CONFLICTING}:
            self.claims.answered(claim, None)
        else:
            self._answer(claim, poster, _known(answer))

    def _poster(self, team_id: str) -> Poster:
        team = self.teams.of(team_id)
        return Poster(team.sender, team.reader, team.identity, self.stopping, self.settings.retry_seconds)


def _known(answer: Answer) -> Ask:
    """Ask whoever has answered already."""

    def ask(question: Question) -> Answer:
        del question
        return answer

    return ask
