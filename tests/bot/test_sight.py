"""What is answered in a channel is what every one of its members may see."""

from __future__ import annotations

import pytest

from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question
from retrieval.audience import Readers
from retrieval.directory import Directory
from tests.bot.answers import echo
from tests.bot.conftest import Serve


class _Asked:
    """Answers, and keeps who was said to read the answers."""

    def __init__(self) -> None:
        self.readers: list[Readers] = []

    def __call__(self, question: Question) -> Answer:
        self.readers.append(question.readers)
        return echo(question)


@pytest.fixture
def asked() -> _Asked:
    return _Asked()


def test_a_channel_reads_with_the_eyes_of_each_of_its_members(slack: LocalSlack, serve: Serve, asked: _Asked) -> None:
    ben = slack.workspace.add_user("ben")
    trial = slack.workspace.add_channel("trial", slack.person, ben)
    people = {slack.person.id: frozenset({"legal", "board"}), ben.id: frozenset({"legal"})}
    with serve(asked, Directory(users=people)):
        slack.wait_for_reply(trial, slack.say(trial, ben, f"{slack.mention} Who sued?"))
    assert asked.readers == [(("board", "legal"), ("legal",))]


def test_a_member_without_audiences_leaves_a_channel_with_what_everyone_may_see(
    slack: LocalSlack, serve: Serve, asked: _Asked
) -> None:
    slack.workspace.channels[slack.general.id].members.add(slack.workspace.add_user("guest").id)
    with serve(asked, Directory(users={slack.person.id: frozenset({"legal"})})):
        slack.wait_for_reply(slack.general, slack.say(slack.general, slack.person, f"{slack.mention} Who sued?"))
    assert asked.readers == [((), ("legal",))]


def test_in_a_direct_message_it_is_what_that_person_may_see(slack: LocalSlack, serve: Serve, asked: _Asked) -> None:
    with serve(asked, Directory(users={slack.person.id: frozenset({"legal"})})):
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "Who sued?"))
    assert asked.readers == [(("legal",),)]


def test_a_channel_of_its_own_audience_lends_it_to_its_members(slack: LocalSlack, serve: Serve, asked: _Asked) -> None:
    with serve(asked, Directory(channels={slack.general.id: frozenset({"support"})})):
        slack.wait_for_reply(slack.general, slack.say(slack.general, slack.person, f"{slack.mention} Who sued?"))
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "Who sued?"))
    assert asked.readers == [(("support",),), ((),)]


def test_when_the_members_are_unknown_nothing_but_what_everyone_may_see_is_used(
    slack: LocalSlack, serve: Serve, asked: _Asked
) -> None:
    slack.faults.add("conversations.members", Fault(error="missing_scope"))
    with serve(asked, Directory(users={slack.person.id: frozenset({"legal"})})):
        slack.wait_for_reply(slack.general, slack.say(slack.general, slack.person, f"{slack.mention} Who sued?"))
    assert asked.readers == [()]


def test_without_audiences_slack_is_not_asked_who_is_there(slack: LocalSlack, serve: Serve, asked: _Asked) -> None:
    with serve(asked):
        slack.wait_for_reply(slack.general, slack.say(slack.general, slack.person, f"{slack.mention} Who sued?"))
    assert asked.readers == [()]
    assert not [call for call in slack.calls if call.method == "conversations.members"]
