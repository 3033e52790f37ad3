"""A conversation in a thread: follow-ups, silence among people, the open question, and sources that are pointed at."""

from __future__ import annotations

import json

import pytest

from bot.channels.asking import MAY_NOT_ASK
from bot.channels.settings import ChannelSettings
from bot.channels.store import Channels
from bot.local.faults import Fault
from bot.local.slack import LocalSlack
from bot.replying import NOTHING_OPEN
from retrieval.answer import Answer, Question
from retrieval.directory import Directory
from tests.bot.answers import echo
from tests.bot.asking import settle
from tests.bot.conftest import Serve
from tests.bot.sources import FINE, Sources

CHANNEL = frozenset({"app_mention", "message.im", "message.channels"})


@pytest.fixture
def slack(slack: LocalSlack) -> LocalSlack:
    """A Slack that delivers what is said in channels."""
    slack.subscriptions = CHANNEL
    return slack


class Asked:
    """Answers with the question's own words, and remembers what it was asked."""

    def __init__(self) -> None:
        self.questions: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.questions.append(question)
        return echo(question)


def test_a_follow_up_needs_no_mention_and_knows_what_came_before(slack: LocalSlack, serve: Serve) -> None:
    asked = Asked()
    with serve(asked.ask):
        root = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.wait_for_reply(slack.general, root)
        slack.say(slack.general, slack.person, "and when?", thread_ts=root)
        assert slack.wait_for_reply(slack.general, root, count=2).text == "You asked: and when? [1]"
    assert asked.questions[1].history == ("user: who sued?", "assistant: You asked: who sued? [1]")


def test_the_bot_keeps_silent_once_people_talk_to_each_other_until_it_is_mentioned(
    slack: LocalSlack, serve: Serve
) -> None:
    ben = slack.workspace.add_user("ben")
    slack.general.members.add(ben.id)
    with serve(echo):
        root = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.wait_for_reply(slack.general, root)
        for who, text in ((ben, "I think it was Ann?"), (slack.person, "really, why?"), (ben, "who else?")):
            slack.say(slack.general, who, text, thread_ts=root)
        settle(slack)
        assert len(slack.replies(slack.general, root)) == 1
        slack.say(slack.general, ben, f"{slack.mention} when?", thread_ts=root)
        slack.wait_for_reply(slack.general, root, count=2)
        slack.say(slack.general, ben, "and where?", thread_ts=root)
        assert slack.wait_for_reply(slack.general, root, count=3).text == "You asked: and where? [1]"


def test_thanks_words_to_others_and_threads_without_the_bot_get_no_answer(slack: LocalSlack, serve: Serve) -> None:
    other = slack.say(slack.general, slack.person, "who is in?")
    with serve(echo):
        root = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.wait_for_reply(slack.general, root)
        slack.say(slack.general, slack.person, "thanks!", thread_ts=root)
        slack.say(slack.general, slack.person, "<@U0BEN> did you know?", thread_ts=root)
        slack.say(slack.general, slack.person, "and who is out?", thread_ts=other)
        settle(slack)
    assert len(slack.replies(slack.general, root)) == 1
    assert slack.replies(slack.general, other) == []


def test_a_follow_up_is_known_after_a_restart_and_answered_once_however_often_it_comes(
    slack: LocalSlack, serve: Serve
) -> None:
    with serve(echo):
        root = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.wait_for_reply(slack.general, root)
    with serve(echo):
        ts = slack.say(slack.general, slack.person, "and when?", thread_ts=root)
        slack.redeliver(ts, times=3)
        slack.wait_for_reply(slack.general, root, count=2)
        settle(slack)
    assert len(slack.replies(slack.general, root)) == 2


def test_an_edited_question_is_in_the_history_as_it_is_now_and_a_deleted_one_is_not(
    slack: LocalSlack, serve: Serve
) -> None:
    asked = Asked()
    with serve(asked.ask):
        root = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        first = slack.wait_for_reply(slack.general, root)
        slack.workspace.edit(slack.general.id, root, f"{slack.mention} who was sued?")
        slack.wait_until(lambda: "was" in first.text)
        gone = slack.say(slack.general, slack.person, "and by whom?", thread_ts=root)
        slack.wait_for_reply(slack.general, root, count=2)
        slack.workspace.delete(slack.general.id, gone)
        slack.wait_until(lambda: len(slack.replies(slack.general, root)) == 1)
        slack.say(slack.general, slack.person, "when?", thread_ts=root)
        slack.wait_for_reply(slack.general, root, count=2)
    assert asked.questions[-1].history == ("user: who was sued?", "assistant: You asked: who was sued? [1]")


@pytest.mark.parametrize("remarks", [0, 450])
def test_a_bare_mention_answers_the_question_that_nobody_answered(
    slack: LocalSlack, serve: Serve, remarks: int
) -> None:
    ben = slack.workspace.add_user("ben")
    slack.general.members.add(ben.id)
    root = slack.say(slack.general, ben, "who sued?")
    for number in range(remarks):  # more than a page of the thread
        slack.say(slack.general, ben, f"remark {number}.", thread_ts=root)
    with serve(echo):
        slack.say(slack.general, slack.person, slack.mention, thread_ts=root)
        reply = slack.wait_for_reply(slack.general, root)
    assert reply.text == "You asked: who sued? [1]"
    assert "The open question here: “who sued?”" in json.dumps(reply.blocks, ensure_ascii=False)


def test_what_a_person_or_the_bot_has_answered_is_not_open(slack: LocalSlack, serve: Serve) -> None:
    ben = slack.workspace.add_user("ben")
    slack.general.members.add(ben.id)
    root = slack.say(slack.general, slack.person, "who sued?")
    slack.say(slack.general, ben, "Ann did.", thread_ts=root)
    with serve(echo):
        slack.say(slack.general, slack.person, slack.mention, thread_ts=root)
        assert slack.wait_for_reply(slack.general, root).text == NOTHING_OPEN
        slack.say(slack.general, slack.person, f"{slack.mention} when?", thread_ts=root)
        slack.wait_for_reply(slack.general, root, count=2)
        slack.say(slack.general, slack.person, slack.mention, thread_ts=root)
        assert slack.wait_for_reply(slack.general, root, count=3).text == NOTHING_OPEN


def test_a_question_that_a_bare_mention_had_answered_is_not_open(slack: LocalSlack, serve: Serve) -> None:
    ben = slack.workspace.add_user("ben")
    slack.general.members.add(ben.id)
    root = slack.say(slack.general, ben, "who sued?")
    said = []
    with serve(echo):
        for count in (1, 2):
            slack.say(slack.general, slack.person, slack.mention, thread_ts=root)
            said.append(slack.wait_for_reply(slack.general, root, count=count).text)
    assert said == ["You asked: who sued? [1]", NOTHING_OPEN]


def test_a_thread_that_cannot_be_read_holds_no_open_question(slack: LocalSlack, serve: Serve) -> None:
    root = slack.say(slack.general, slack.person, "who sued?")
    slack.faults.add("conversations.replies", Fault(error="missing_scope"))
    with serve(echo):
        slack.say(slack.general, slack.person, slack.mention, thread_ts=root)
        assert slack.wait_for_reply(slack.general, root).text == NOTHING_OPEN


def test_a_source_that_is_pointed_at_is_shown_from_the_answer_above(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        root = slack.say(slack.direct, slack.person, "how much was the fine?")
        slack.wait_for_reply(slack.direct, root)
        slack.say(slack.direct, slack.person, "what does [1] say?", thread_ts=root)
        shown = slack.wait_for_reply(slack.direct, root, count=2)
        slack.say(slack.direct, slack.person, "show me source 7", thread_ts=root)
        missing = slack.wait_for_reply(slack.direct, root, count=3)
    assert shown.text == "[1] “Harbor Foods paid a fine of €40,000 in 2021.”"
    (passage,) = [block for block in shown.blocks if block["type"] == "rich_text"]
    assert [part["text"] for part in passage["elements"][0]["elements"]][2] == " It denied it."
    assert missing.text == "The answer above has no source [7]; it has [1]."


def test_what_stands_around_a_source_is_for_those_who_read_along_now(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    sources.change(fine=FINE.replace("secret: front", "audience: legal"))
    ben = slack.workspace.add_user("ben")
    room = slack.workspace.add_channel("room", slack.person)
    legal = Directory(users={slack.person.id: frozenset({"legal"})})
    with serve(sources.ask, legal, holdings=sources.holdings):
        root = slack.say(room, slack.person, f"{slack.mention} how much was the fine?")
        slack.wait_for_reply(room, root)
    room.members.add(ben.id)
    with serve(sources.ask, legal, holdings=sources.holdings):
        slack.say(room, ben, f"{slack.mention} what does [1] say?", thread_ts=root)
        shown = slack.wait_for_reply(room, root, count=2)
    assert "It denied it" not in json.dumps(shown.blocks)


def test_who_may_not_ask_is_shown_no_source_either(
    slack: LocalSlack, serve: Serve, sources: Sources, channels: Channels
) -> None:
    ben = slack.workspace.add_user("ben")
    slack.general.members.add(ben.id)
    only_ann = ChannelSettings(askers=(slack.person.id,))
    channels.change(slack.workspace.team, slack.general.id, only_ann, by="U1")
    with serve(sources.ask, holdings=sources.holdings):
        root = slack.say(slack.general, slack.person, f"{slack.mention} how much was the fine?")
        slack.wait_for_reply(slack.general, root)
        slack.say(slack.general, ben, f"{slack.mention} what does [1] say?", thread_ts=root)
        assert slack.wait_for_reply(slack.general, root, count=2).text == MAY_NOT_ASK


def test_a_number_with_no_answer_above_is_a_question_like_any_other(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "what does [1] say?")
        assert slack.wait_for_reply(slack.direct, ts).text == "You asked: what does [1] say? [1]"
