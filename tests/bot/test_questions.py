"""Where the bot answers, and where it keeps silent."""

from __future__ import annotations

from bot.local.slack import LocalSlack
from bot.replying import HOW_TO_ASK
from retrieval.answer import Answer, Question
from tests.bot.answers import echo
from tests.bot.conftest import Serve


def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        reply = slack.wait_for_reply(slack.general, ts)
    assert reply.thread_ts == ts
    assert reply.text == "You asked: who sued? [1]"
    assert "<https://law.example/1|[1]>" in reply.blocks[0]["text"]["text"]


def test_a_mention_inside_a_thread_is_answered_there(slack: LocalSlack, serve: Serve) -> None:
    root = slack.say(slack.general, slack.person, "good morning")
    with serve(echo):
        slack.say(slack.general, slack.person, f"and {slack.mention}: who sued?", thread_ts=root)
        reply = slack.wait_for_reply(slack.general, root)
    assert reply.thread_ts == root


def test_a_direct_message_and_a_reply_to_it_are_answered(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        root = slack.say(slack.direct, slack.person, "who sued?")
        first = slack.wait_for_reply(slack.direct, root)
        slack.say(slack.direct, slack.person, "and when?", thread_ts=root)
        second = slack.wait_for_reply(slack.direct, root, count=2)
    assert (first.thread_ts, second.thread_ts) == (root, root)
    assert second.text == "You asked: and when? [1]"


def test_the_question_is_what_the_asker_saw(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        text = f"{slack.mention} is &lt;b&gt; &amp; <https://x.example|this page> in <#C1|law>?"
        ts = slack.say(slack.general, slack.person, text)
        reply = slack.wait_for_reply(slack.general, ts)
    assert reply.text == "You asked: is &lt;b&gt; &amp; this page in #law? [1]"


def test_a_mention_without_a_question_gets_a_hint(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.general, slack.person, f" {slack.mention} ")
        assert slack.wait_for_reply(slack.general, ts).text == HOW_TO_ASK


def test_a_question_of_ten_thousand_characters_is_passed_on(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        ts = slack.say(slack.direct, slack.person, "why " * 2500)
        assert slack.wait_for_reply(slack.direct, ts).text.startswith("You asked: why why")


def test_bots_deletions_and_plain_channel_talk_get_no_answer_and_an_edit_no_second_one(
    serve: Serve, slack: LocalSlack
) -> None:
    other = slack.workspace.add_user("robot", is_bot=True)
    slack.general.members.add(other.id)
    robot = slack.say(slack.general, other, f"{slack.mention} beep?")
    talk = slack.say(slack.general, slack.person, "nobody asked the bot")
    with serve(echo):
        said = slack.say(slack.direct, slack.person, "first words")
        slack.wait_for_reply(slack.direct, said)
        slack.workspace.edit(slack.direct.id, said, "other words")
        slack.workspace.delete(slack.direct.id, slack.say(slack.direct, slack.person, "second thoughts"))
        # Direct messages are answered in order: once the last one is, the earlier ones have had their turn.
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "last"))
    assert slack.replies(slack.general, robot) == slack.replies(slack.general, talk) == []
    assert len(slack.replies(slack.direct, said)) == 1


def test_the_assistant_is_told_who_asks_and_where(slack: LocalSlack, serve: Serve) -> None:
    asked: list[Question] = []

    def ask(question: Question) -> Answer:
        asked.append(question)
        return echo(question)

    with serve(ask):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
        slack.wait_for_reply(slack.general, ts)
    assert asked == [Question(question="who sued?", who=slack.person.id, place=slack.general.id)]
