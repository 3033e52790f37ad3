""" "Ask a person": once, with the question and where it stands, and the thread is told."""

from __future__ import annotations

import pytest

from bot.buttons import ASK_A_PERSON
from bot.local.faults import Fault
from bot.local.model import Channel, Message
from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question, Status
from tests.bot.answers import citation, echo
from tests.bot.asking import settle
from tests.bot.conftest import Serve
from tests.bot.listeners.actions.pressing import press, pressable, shown


def silent(question: Question) -> Answer:
    """The sources say nothing; three passages are near."""
    nearest = tuple(citation(n) for n in (1, 2, 3))
    changes = {"status": Status.NOT_FOUND, "answer": "", "citations": (), "nearest": nearest, "confidence": 0.1}
    return echo(question).model_copy(update=changes)


def by_the_bot(slack: LocalSlack, channel: Channel) -> list[Message]:
    """What the bot has said in a channel, answers left out."""
    said = (each for each in slack.workspace.messages(channel.id) if each.user == slack.workspace.bot)
    return [each for each in said if not pressable(each)]


@pytest.mark.parametrize(("target", "named"), [("person", "<@{}>"), ("S0LAWYERS", "<!subteam^{}>")])
def test_in_a_channel_the_person_or_group_is_tagged_once_in_the_thread(
    slack: LocalSlack, serve: Serve, target: str, named: str
) -> None:
    target = slack.workspace.add_user("maria").id if target == "person" else target
    with serve(silent, escalate_to=target):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} who <b>sued</b> & won?")
        reply = slack.wait_for_reply(slack.general, ts)
        for _ in range(3):
            press(slack, reply, ASK_A_PERSON)
        asked = slack.wait_for_reply(slack.general, ts, count=2)
        settle(slack)
    (only,) = [each for each in by_the_bot(slack, slack.general) if each.root == ts]
    assert only.ts == asked.ts
    blocks = shown(asked.blocks)
    assert f"{named.format(target)}, can you help? <@{slack.person.id}> asks:" in blocks
    assert "who <b>sued" not in blocks
    assert f"/archives/{slack.general.id}/p{ts.replace('.', '')}" in blocks


def test_a_channel_is_asked_there_and_the_thread_says_so(slack: LocalSlack, serve: Serve) -> None:
    experts = slack.workspace.add_channel("experts")
    with serve(silent, escalate_to=experts.id):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        press(slack, slack.wait_for_reply(slack.direct, ts), ASK_A_PERSON)
        told = slack.wait_for_reply(slack.direct, ts, count=2)
    (asked,) = by_the_bot(slack, experts)
    assert "who sued?" in shown(asked.blocks)
    assert f"I have asked <#{experts.id}>." in shown(told.blocks)


def test_from_a_direct_message_a_person_is_written_to_directly(slack: LocalSlack, serve: Serve) -> None:
    maria = slack.workspace.add_user("maria")
    with serve(silent, escalate_to=maria.id):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        press(slack, slack.wait_for_reply(slack.direct, ts), ASK_A_PERSON)
        assert f"<@{maria.id}>" in shown(slack.wait_for_reply(slack.direct, ts, count=2).blocks)
    (asked,) = by_the_bot(slack, slack.workspace.direct(maria))
    assert "who sued?" in shown(asked.blocks)


def test_somebody_who_cannot_be_reached_is_said_not_to_be(slack: LocalSlack, serve: Serve) -> None:
    with serve(silent, escalate_to="C0NOWHERE"):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        press(slack, slack.wait_for_reply(slack.direct, ts), ASK_A_PERSON)
        assert "I could not reach" in slack.wait_for_reply(slack.direct, ts, count=2).text


@pytest.mark.parametrize(("answers", "target"), [(echo, "U0MARIA00"), (silent, ""), (silent, "S0LAWYERS")])
def test_it_is_offered_only_where_it_helps(slack: LocalSlack, serve: Serve, answers: object, target: str) -> None:
    """With an answer, with nobody to ask, or with a group that a direct message does not reach, it is not."""
    assert callable(answers)
    with serve(answers, escalate_to=target):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "who sued?"))
    assert ASK_A_PERSON not in pressable(reply)


FAULTS = {
    "rate limit": Fault(status=429, error="ratelimited", retry_after=0),
    "server error": Fault(status=500),
    "server error after posting": Fault(status=500, after=True),
    "connection broken after posting": Fault(drop=True, after=True),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_post_that_fails_is_repeated_but_nobody_is_tagged_twice(
    slack: LocalSlack, serve: Serve, fault: Fault
) -> None:
    experts = slack.workspace.add_channel("experts")
    with serve(silent, escalate_to=experts.id):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        reply = slack.wait_for_reply(slack.direct, ts)
        slack.faults.add("chat.postMessage", fault)
        press(slack, reply, ASK_A_PERSON)
        slack.wait_for_reply(slack.direct, ts, count=2)
    assert len(by_the_bot(slack, experts)) == 1
