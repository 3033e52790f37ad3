"""Which answer belongs to which message."""

from __future__ import annotations

from bot.local.model import Channel, Message
from bot.local.workspace import Workspace
from bot.play.answers import AnswerLog
from retrieval.answer import Answer, Question, Status
from tests.bot.answers import answer, citation


def ask(question: Question) -> Answer:
    return answer(question=question.question, citations=(citation(title=question.question),))


def answered(workspace: Workspace, channel: Channel, text: str) -> Message:
    """A question of a person and the bot's message to it."""
    person = workspace.users[next(iter(channel.members - {workspace.bot.id}))]
    asked = workspace.post(person, channel.id, text)
    mark = {"event_type": "pincite_answer", "event_payload": {"question_ts": asked.ts}}
    return workspace.post(workspace.bot, channel.id, "…", thread_ts=asked.ts, metadata=mark)


def room() -> tuple[Workspace, Channel]:
    workspace = Workspace()
    return workspace, workspace.add_channel("law", workspace.add_user("ann"))


def test_a_message_shows_the_answer_to_its_question() -> None:
    (workspace, channel), log = room(), AnswerLog()
    keeping = log.keeping(ask)
    messages = []
    for question in ("who?", "what & why?"):
        keeping(Question(question=question))
    for text in ("who?", f"<@{workspace.bot.id}> what &amp; why?"):
        messages.append(answered(workspace, channel, text))
        log.match(workspace, messages[-1])
    shown = [log.citations(channel.id, message.ts)[0].title for message in messages]
    assert shown == ["who?", "what & why?"]


def test_a_message_without_a_question_or_an_answer_cites_nothing() -> None:
    (workspace, channel), log = room(), AnswerLog()
    notice = workspace.post(workspace.bot, channel.id, "hello")
    silent = answered(workspace, channel, "never answered?")
    for message in (notice, silent):
        log.match(workspace, message)
        assert log.citations(channel.id, message.ts) == ()


def test_what_is_not_found_cites_the_nearest_passages() -> None:
    (workspace, channel), log = room(), AnswerLog()

    def decline(question: Question) -> Answer:
        return answer(question=question.question, status=Status.NOT_FOUND, citations=(), nearest=(citation(),))

    log.keeping(decline)(Question(question="who?"))
    message = answered(workspace, channel, "who?")
    log.match(workspace, message)
    assert len(log.citations(channel.id, message.ts)) == 1


def test_only_the_last_two_hundred_are_kept() -> None:
    (workspace, channel), log = room(), AnswerLog()
    keeping = log.keeping(ask)
    messages = []
    for number in range(201):
        keeping(Question(question=f"question {number}"))
        messages.append(answered(workspace, channel, f"question {number}"))
        log.match(workspace, messages[-1])
    assert log.citations(channel.id, messages[0].ts) == ()
    assert log.citations(channel.id, messages[1].ts) != ()
