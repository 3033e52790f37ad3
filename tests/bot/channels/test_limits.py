"""What the settings of a channel do to the questions that are asked in it."""

from __future__ import annotations

import threading

import pytest

from bot.channels.asking import MAY_NOT_ASK, NO_DOCUMENTS
from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.corpus import Corpus
from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question, Status
from retrieval.directory import Directory
from tests.bot.answers import answer, echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import CorpusOf, Serve
from tests.bot.private.seeing import wait_for_whisper
from tests.bot.sources import Sources


class Asked:
    """Answers, and keeps the questions."""

    def __init__(self) -> None:
        self.questions: list[Question] = []

    def __call__(self, question: Question) -> Answer:
        self.questions.append(question)
        return echo(question)


def limit(slack: LocalSlack, channels: Channels, settings: ChannelSettings) -> None:
    channels.change(slack.workspace.team, slack.general.id, settings, by="U1")


def ask(slack: LocalSlack, text: str = "who sued?") -> str:
    ts = slack.say(slack.general, slack.person, f"{slack.mention} {text}")
    return slack.wait_for_reply(slack.general, ts).text


def test_only_the_documents_of_the_channel_are_used(
    slack: LocalSlack, serve: Serve, channels: Channels, corpus_of: CorpusOf
) -> None:
    limit(slack, channels, ChannelSettings(documents=("contracts/",)))
    asked = Asked()
    with serve(asked, corpus=corpus_of("contracts/a.md", "contracts/b.md", "news.md")):
        ask(slack)
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued?"))
    assert [question.scope for question in asked.questions] == [("contracts/a.md", "contracts/b.md"), ()]


def test_a_channel_whose_documents_are_gone_gets_none_rather_than_all(
    slack: LocalSlack, serve: Serve, channels: Channels, corpus_of: CorpusOf
) -> None:
    limit(slack, channels, ChannelSettings(documents=("gone/",)))
    asked = Asked()
    with serve(asked, corpus=corpus_of("news.md")):
        assert ask(slack) == NO_DOCUMENTS
    assert asked.questions == []


def test_a_hidden_document_of_the_channel_is_as_if_it_were_not_there(
    slack: LocalSlack, serve: Serve, channels: Channels, sources: Sources
) -> None:
    sources.change(board="---\naudience: board\n---\n# Plans\n\nWe buy Globex.\n")
    limit(slack, channels, ChannelSettings(documents=("*.md",)))
    asked = Asked()
    with serve(asked, Directory(users={"U9": frozenset({"board"})}), corpus=Corpus(sources.store)):
        ask(slack)
        slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "who sued?"))
        wait_for_whisper(slack, slack.general)
        limit(slack, channels, ChannelSettings(documents=("board.md",)))
        assert ask(slack) == NO_DOCUMENTS
    assert [question.scope for question in asked.questions] == [("fine.md", "other.md")] * 2


def test_the_limits_of_a_channel_that_two_workspaces_share_hold_for_both(
    slack: LocalSlack, serve: Serve, channels: Channels
) -> None:
    guest = slack.workspace.add_user("guest", team="T2")
    shared = slack.workspace.add_channel("with-others", slack.person, guest)
    channels.change(slack.workspace.team, shared.id, ChannelSettings(askers=(slack.person.id,)), by="U1")
    with serve(echo):
        for who, text in ((guest, MAY_NOT_ASK), (slack.person, "You asked: who sued? [1]")):
            ts = slack.say(shared, who, f"{slack.mention} who sued?")
            assert slack.wait_for_reply(shared, ts).text == text


def test_who_may_not_ask_is_told_so_and_the_sources_are_not_asked(
    slack: LocalSlack, serve: Serve, channels: Channels
) -> None:
    limit(slack, channels, ChannelSettings(askers=("U999",)))
    asked = Asked()
    with serve(asked):
        assert ask(slack) == MAY_NOT_ASK
        slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "who sued?"))
        assert wait_for_whisper(slack, slack.general).text == MAY_NOT_ASK
    assert asked.questions == []


def test_with_people_from_outside_only_what_everyone_may_see_is_used(slack: LocalSlack, serve: Serve) -> None:
    guest = slack.workspace.add_user("guest", team="T2")
    shared = slack.workspace.add_channel("with-others", slack.person, guest)
    invited = slack.workspace.add_channel("invited", slack.person)
    invited.is_pending = True
    legal = frozenset({"legal"})
    directory = Directory(users={slack.person.id: legal, guest.id: legal})
    asked = Asked()
    with serve(asked, directory):
        for channel in (shared, invited, slack.general):
            slack.wait_for_reply(channel, slack.say(channel, slack.person, f"{slack.mention} who sued?"))
    assert [question.readers for question in asked.questions] == [(), (), (("legal",),)]


def test_a_private_answer_is_what_the_asker_may_see(slack: LocalSlack, serve: Serve) -> None:
    asked = Asked()
    with serve(asked, Directory(users={slack.person.id: frozenset({"legal"})})):
        slack.do(slack.acts.command(slack.person, slack.general, "/pincite", "who sued?"))
        wait_for_whisper(slack, slack.general)
    assert [question.readers for question in asked.questions] == [(("legal",),)]


@pytest.fixture
def listening(slack: LocalSlack, channels: Channels) -> LocalSlack:
    """A Slack whose channel wants its questions answered without a mention."""
    slack.subscriptions |= {"message.channels"}
    limit(slack, channels, ChannelSettings(unprompted=True))
    return slack


def test_a_question_to_everybody_is_answered_where_the_channel_wants_that(listening: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = listening.say(listening.general, listening.person, "Does anybody know who sued LinkedIn?")
        assert listening.wait_for_reply(listening.general, ts).text.startswith("You asked: Does anybody know")


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.UNCLEAR])
def test_where_the_sources_have_no_answer_the_bot_does_not_speak_up(
    listening: LocalSlack, serve: Serve, status: Status
) -> None:
    with serve(lambda question: answer("", status=status) if "sued" in question.question else echo(question)):
        ts = listening.say(listening.general, listening.person, "Does anybody know who sued LinkedIn?")
        settle(listening)
    assert answers(listening, ts) == []


def test_a_question_to_everybody_that_fails_holds_up_nobody(listening: LocalSlack, serve: Serve) -> None:
    def fails(question: Question) -> Answer:
        if "coffee" in question.question:
            raise ValueError("unforeseen")
        return echo(question)

    with serve(fails):
        ts = listening.say(listening.general, listening.person, "Does anybody know where the coffee is?")
        settle(listening)
    assert answers(listening, ts) == []


def test_what_asks_nobody_or_somebody_else_is_left_alone(listening: LocalSlack, serve: Serve) -> None:
    texts = ["The suit was dropped.", "<@U77> do you know who sued?", "really?", "see https://x.example/?q=who for it"]
    with serve(echo):
        asked = [listening.say(listening.general, listening.person, text) for text in texts]
        settle(listening)
    assert [answers(listening, ts) for ts in asked] == [[]] * len(texts)


def test_elsewhere_nobody_is_answered_without_a_mention(slack: LocalSlack, serve: Serve) -> None:
    slack.subscriptions |= {"message.channels"}
    with serve(echo):
        ts = slack.say(slack.general, slack.person, "Does anybody know who sued LinkedIn?")
        settle(slack)
    assert answers(slack, ts) == []


def test_what_waits_in_a_channel_that_is_archived_is_given_up(
    slack: LocalSlack, serve: Serve, gate: threading.Event
) -> None:
    begun = threading.Event()

    def slowly(question: Question) -> Answer:
        begun.set()
        gate.wait(30)
        return echo(question)

    with serve(slowly):
        asked = [slack.say(slack.general, slack.person, f"{slack.mention} question {n}") for n in range(3)]
        assert begun.wait(30)
        slack.wait_until(lambda: slack.acknowledged >= 3)
        slack.workspace.archive(slack.general)
        slack.wait_until(lambda: slack.acknowledged >= 4)
        gate.set()
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "and here?"))
    assert [answers(slack, ts) for ts in asked] == [[], [], []]
    posts = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert len([call for call in posts if call.args["channel"] == slack.general.id]) <= 2  # the one in hand, refused
