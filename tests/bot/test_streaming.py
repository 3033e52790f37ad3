"""Answers that appear sentence by sentence, and what becomes of a stream that breaks off."""

from __future__ import annotations

import dataclasses
import json
import threading
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.buttons import SHOW_QUOTE
from bot.claims import Claim, Claims
from bot.database import open_database
from bot.holdings import Holdings, Release
from bot.incoming import Incoming
from bot.local.faults import Fault
from bot.local.limits import check_blocks
from bot.local.model import Message
from bot.local.slack import LocalSlack
from bot.parts import Parts
from bot.streaming import can_stream
from bot.tables import TABLES
from retrieval.answer import Answer, Question
from tests.bot.answers import answer, citation, echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.listeners.actions.pressing import opened, press, pressable
from tests.bot.process import BotProcess
from tests.bot.sources import Sources

SENTENCES = ("They want *$1,000*. [1]", "They filed <!channel> in May. [2]", "Nobody answered. [1]")
LONG = tuple(f"Sentence {n} says {'something ' * 90}indeed. [{n % 2 + 1}]" for n in range(30))


def told(question: Question, sentences: tuple[str, ...] = SENTENCES) -> Answer:
    """What a model writes."""
    sources = (citation(1), citation(2))
    return echo(question).model_copy(update={"answer": " ".join(sentences), "citations": sources})


def writing(
    holdings: Holdings, sentences: tuple[str, ...] = SENTENCES, final: tuple[str, ...] | None = None
) -> Holdings:
    """The holdings with a model that releases these sentences and in the end stands by others."""

    def tell(question: Question, release: Release) -> Answer:
        for sentence in sentences:
            release(sentence)
        return told(question, final or sentences)

    return dataclasses.replace(holdings, tell=tell)


def text_of(messages: list[Message]) -> str:
    """All that is shown of messages, in order."""
    return json.dumps([message.blocks for message in messages], ensure_ascii=False)


def test_a_model_s_answer_is_streamed_and_ends_with_sources_and_buttons(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    with serve(echo, holdings=writing(sources.holdings)):
        ts = slack.say(slack.general, slack.person, f"{slack.mention} what?")
        reply = slack.wait_for_reply(slack.general, ts)
        slack.wait_until(lambda: reply.stream is not None and reply.stream.state == "done")
        assert [call.method for call in slack.calls].count("chat.appendStream") == len(SENTENCES) - 1
        settle(slack)
        press(slack, reply, SHOW_QUOTE, next(iter(pressed(reply))))
        opened(slack)
    (only,) = answers(slack, ts)
    written, *rest = only.blocks
    assert written["text"].startswith(r"They want \*$1,000\*. \[1\] They filed &lt;\!channel&gt; in May.")
    assert SHOW_QUOTE in pressable(only)
    assert all(f"/{n}" in json.dumps(rest) for n in (1, 2))


def pressed(message: Message) -> list[str]:
    """The values of the menu of quotes."""
    menus = (block["elements"][0] for block in message.blocks if block["type"] == "actions")
    return [option["value"] for menu in menus for option in menu["options"]]


def test_a_short_answer_in_the_sources_own_words_is_an_ordinary_message(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "what?"))
    assert not any("Stream" in call.method for call in slack.calls)


def test_a_long_answer_is_streamed_over_several_messages_with_all_its_words_and_sources(
    slack: LocalSlack, serve: Serve
) -> None:
    with serve(lambda question: told(question, LONG)):
        ts = slack.say(slack.direct, slack.person, "what?")
        slack.wait_until(lambda: any(pressable(each) for each in slack.replies(slack.direct, ts)))
        settle(slack)
    parts = answers(slack, ts)
    assert len(parts) > 1
    shown = text_of(parts)
    assert all(f"Sentence {n} says" in shown for n in range(len(LONG)))
    assert "The privacy suit, part 2" in text_of(parts[-1:])
    for part in parts:
        assert part.stream is not None
        assert part.stream.state == "done"
        assert len(part.blocks[0]["text"].encode()) <= 9100
        assert len(json.dumps(part.blocks, ensure_ascii=False)) <= 13_200


@pytest.mark.parametrize("sentences", [SENTENCES, LONG], ids=["short", "long"])
def test_what_the_model_does_not_stand_by_is_replaced(
    slack: LocalSlack, serve: Serve, sources: Sources, sentences: tuple[str, ...]
) -> None:
    final = ("Something else altogether. [1]",)
    with serve(echo, holdings=writing(sources.holdings, sentences, final)):
        ts = slack.say(slack.direct, slack.person, "what?")
        settle_in(slack, ts)
    (only,) = answers(slack, ts)
    assert only.text == final[0]
    assert "They want" not in text_of([only])


def settle_in(slack: LocalSlack, ts: str) -> None:
    """Wait until an answer with something to press stands in the thread, and then for everything else."""
    slack.wait_until(lambda: any(pressable(each) for each in answers(slack, ts)))
    settle(slack)


FAULTS = {
    "dead stream": Fault(error="message_not_in_streaming_state"),
    "too long": Fault(error="msg_too_long"),
    "stopped by the person": Fault(error="stopped_by_user"),
    "rate limit": Fault(status=429, error="ratelimited", retry_after=0),
    "server error": Fault(status=500),
    "server error after writing": Fault(status=500, after=True),
    "connection broken": Fault(drop=True),
    "connection broken after writing": Fault(drop=True, after=True),
    "unknown": Fault(error="unknown_method"),
}


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_stream_that_breaks_off_still_gives_one_whole_answer(
    slack: LocalSlack, serve: Serve, sources: Sources, method: str, fault: Fault
) -> None:
    slack.faults.add(method, fault)
    with serve(echo, holdings=writing(sources.holdings)):
        ts = slack.say(slack.direct, slack.person, "what?")
        settle_in(slack, ts)
    (only,) = answers(slack, ts)
    shown = text_of([only])
    assert shown.count("They want") == shown.count("Nobody answered") == 1
    assert "The privacy suit, part 2" in shown
    check_blocks(only.blocks)


def test_a_stream_that_slack_ends_by_itself_is_made_whole(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    slack.state.doomed_streams = 1
    with serve(echo, holdings=writing(sources.holdings)):
        ts = slack.say(slack.direct, slack.person, "what?")
        settle_in(slack, ts)
    (only,) = answers(slack, ts)
    assert text_of([only]).count("They want") == 1


def test_a_question_that_is_deleted_or_edited_while_it_is_told_leaves_nothing_wrong(
    slack: LocalSlack, serve: Serve, sources: Sources, gate: threading.Event
) -> None:
    def tell(question: Question, release: Release) -> Answer:
        release(SENTENCES[0])
        gate.wait(30)
        return told(question, SENTENCES[:1])

    with serve(echo, holdings=dataclasses.replace(sources.holdings, tell=tell)):
        gone = slack.say(slack.direct, slack.person, "what?")
        slack.wait_for_reply(slack.direct, gone)
        slack.workspace.delete(slack.direct.id, gone)
        slack.wait_until(lambda: slack.acknowledged >= 2)
        gate.set()
        slack.wait_until(lambda: answers(slack, gone) == [])
        ts = slack.say(slack.direct, slack.person, "what now?")
        settle_in(slack, ts)
        slack.workspace.edit(slack.direct.id, ts, "what then?")
        slack.wait_until(lambda: "was edited" in text_of(answers(slack, ts)))
        slack.workspace.delete(slack.direct.id, ts)
        slack.wait_until(lambda: answers(slack, ts) == [])


@pytest.mark.parametrize("noted", [True, False])
def test_after_a_crash_the_unfinished_message_becomes_the_whole_answer(
    slack: LocalSlack, serve: Serve, sources: Sources, settings: SettingsFor, noted: bool
) -> None:
    """A process dies after its stream began, with or without having noted where."""
    ts = slack.say(slack.direct, slack.person, "what?")
    begun = half_an_answer(slack, settings().state, ts, noted=noted)
    with serve(told, holdings=writing(sources.holdings)):
        settle_in(slack, ts)
    (only,) = answers(slack, ts)
    assert only.ts == begun
    assert text_of([only]).count("Nobody answered") == 1
    assert "Half" not in text_of([only])


def half_an_answer(slack: LocalSlack, state: Path, ts: str, *, noted: bool) -> str:
    """Leave everything as a process that dies in the middle of an answer; gives where it stands."""
    claims = Claims(state)
    claims.claim(Incoming(slack.workspace.team, slack.direct.id, ts, ts, "what?", slack.person.id))
    claim = claims.take()
    assert claim is not None
    engine = open_database(state, TABLES)
    Parts(engine).begin(claim, 0)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    begun = str(client.chat_startStream(channel=slack.direct.id, thread_ts=ts, markdown_text="Half")["ts"])
    if noted:
        Parts(engine).begun(claim, 0, begun)
    engine.dispose()
    claims.close()
    return begun


def test_nothing_is_streamed_to_what_is_no_person() -> None:
    claim = Claim("T1", "C1", "1.0", "1.0", "what?", resumed=False, who="U1234")
    assert can_stream(claim)
    assert not can_stream(dataclasses.replace(claim, who="B1234"))
    assert not can_stream(dataclasses.replace(claim, who=""))


def test_the_answer_s_own_words_are_never_cut(slack: LocalSlack, serve: Serve) -> None:
    one = answer(" ".join(LONG[:5])).answer
    with serve(lambda question: echo(question).model_copy(update={"answer": one})):
        ts = slack.say(slack.direct, slack.person, "what?")
        settle_in(slack, ts)
    assert "…" not in answers(slack, ts)[0].text


@pytest.mark.slow
def test_a_process_killed_in_the_middle_of_a_stream_is_followed_by_one_that_makes_it_whole(
    slack: LocalSlack, serve: Serve, sources: Sources, settings: SettingsFor, tmp_path: Path
) -> None:
    with BotProcess(settings(), tmp_path, streaming=True) as process:
        ts = slack.say(slack.direct, slack.person, "wait: what?")
        process.wait_until_asked()
        (begun,) = answers(slack, ts)
        process.kill()
    assert begun.text.startswith("You asked")
    with serve(echo, holdings=sources.holdings):
        settle_in(slack, ts)
    (only,) = answers(slack, ts)
    assert (only.ts, only.text) == (begun.ts, "You asked: wait: what? [1]")
