"""*Find the answer* in the menu of a message."""

from __future__ import annotations

from bot.listeners.shortcut import CALLBACK
from bot.local.slack import LocalSlack
from bot.replying import HOW_TO_ASK
from tests.bot.answers import echo
from tests.bot.conftest import Serve
from tests.bot.private.seeing import said, wait_for_whisper


def find_the_answer(slack: LocalSlack, ts: str) -> None:
    message = slack.workspace.message(slack.general.id, ts)
    slack.do(slack.acts.shortcut(slack.person, CALLBACK, message))


def test_the_text_of_the_message_is_answered_for_who_chose_it_alone(slack: LocalSlack, serve: Serve) -> None:
    bob = slack.workspace.add_user("bob")
    slack.general.members.add(bob.id)
    with serve(echo):
        find_the_answer(slack, slack.say(slack.general, bob, "who sued?"))
        seen = wait_for_whisper(slack, slack.general)
    assert (seen.text, seen.thread_ts) == ("You asked: who sued? [1]", None)
    assert said(slack, slack.general) == []


def test_in_a_thread_the_answer_stands_in_the_thread(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        root = slack.say(slack.general, slack.person, "about the suit")
        find_the_answer(slack, slack.say(slack.general, slack.person, "who sued?", thread_ts=root))
        assert wait_for_whisper(slack, slack.general).thread_ts == root


def test_a_message_without_words_is_told_how_to_ask(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        find_the_answer(slack, slack.say(slack.general, slack.person, ""))
        assert wait_for_whisper(slack, slack.general).text == HOW_TO_ASK


def test_two_people_can_ask_about_one_message(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.general, slack.person, "who sued?")
        find_the_answer(slack, ts)
        find_the_answer(slack, ts)
        wait_for_whisper(slack, slack.general, count=2)
