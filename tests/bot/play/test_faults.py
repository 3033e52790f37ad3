"""The drawer of faults: whatever Slack does, one answer, and the page says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bot.play.run import Playground
from retrieval.answer import Answer, Question
from tests.bot.answers import answer
from tests.bot.play.conftest import DESK, Play
from tests.bot.play.visiting import Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def reply(question: Question) -> Answer:
    return answer(f"You asked: {question.question} [1]", question=question.question)


@pytest.fixture
def local(play: Play) -> Iterator[Playground]:
    with play(reply) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, local: Playground) -> Iterator[Visit]:
    """The direct messages, with the drawer open."""
    with visiting(browser, local.slack.address, viewport=DESK) as opened:
        opened.enter("Pincite")
        opened.page.locator("#open-faults").click()
        yield opened


def order(visit: Visit, kind: str, said: str) -> None:
    visit.page.locator(f"[data-fault={kind}]").click()
    visit.page.locator("#fault-said", has_text=said).wait_for()


@pytest.mark.parametrize(
    ("kind", "said", "seen"),
    [
        ("double", "3 times", "message delivered, attempt 3"),
        ("rate", "429", "chat.postMessage HTTP 429 ratelimited, Retry-After 3 s"),
        ("error", "500", "chat.postMessage HTTP 500"),
        ("lost", "never hears", "chat.postMessage carried out, but no reply"),
        ("socket", "closed the socket", "socket closed"),
    ],
)
def test_each_fault_ends_in_one_answer(visit: Visit, kind: str, said: str, seen: str) -> None:
    order(visit, kind, said)
    visit.ask("who sued?")
    visit.follow_up("and anything else?")  # answered after whatever was still to come for the first
    assert visit.answers.count() == 2
    visit.page.locator("#tally", has_text="answered once").wait_for()
    visit.page.locator("#traffic .odd", has_text=seen).first.wait_for()


def test_the_page_says_when_the_bot_has_stopped(browser: Browser, play: Play) -> None:
    with play(reply) as running:
        window = browser.new_context()
        page = window.new_page()
        page.goto(running.slack.address)
        page.locator(".side li button").first.wait_for()
        assert page.locator("#banner").is_hidden()
    page.locator("#banner", has_text="has stopped").wait_for()
    page.locator("#composer textarea").fill("@Pincite still there?")
    page.keyboard.press("Enter")
    page.locator(".hint", has_text="has stopped").wait_for()
    assert page.locator("#composer textarea").input_value() == "@Pincite still there?"
    window.close()


def test_an_answer_in_another_place_is_marked_as_new(visit: Visit, local: Playground) -> None:
    slack = local.slack
    ts = slack.say(slack.general, slack.person, f"{slack.mention} who sued?")
    slack.wait_for_reply(slack.general, ts)
    visit.page.locator(".unread").wait_for()
    visit.enter("legal")
    assert visit.page.locator(".unread").count() == 0


def test_questions_from_several_windows_stand_in_both(browser: Browser, local: Playground, visit: Visit) -> None:
    with visiting(browser, local.slack.address) as other:
        other.enter("Pincite")
        other.ask("who sued?")
        visit.page.locator("#log .replies", has_text="1 reply").wait_for()


def test_a_message_between_people_is_left_alone(local: Playground, visit: Visit) -> None:
    visit.enter("legal")
    box = visit.page.locator("#composer textarea")
    box.fill("good morning")
    visit.page.locator("#composer .hint", has_text="keeps silent").wait_for()
    box.press("Enter")
    visit.page.locator("#log .typed", has_text="good morning").wait_for()
    assert visit.page.locator("#thread").is_hidden()
    assert not [call for call in local.slack.calls if call.method == "chat.postMessage"]


def test_words_typed_while_the_answer_is_awaited_are_kept(browser: Browser, play: Play, gate: threading.Event) -> None:
    def slow(question: Question) -> Answer:
        gate.wait(60)
        return reply(question)

    with play(slow) as running, visiting(browser, running.slack.address) as visit:
        visit.page.keyboard.type("who sued?")
        visit.page.keyboard.press("Enter")
        visit.page.locator("#thread .working").wait_for()
        visit.page.keyboard.type("half a sent")
        gate.set()
        visit.answers.first.wait_for()
        assert visit.page.locator("#composer textarea").input_value() == "@Pincite half a sent"
