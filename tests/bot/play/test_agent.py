"""What an app shows while it works: its state, text that grows, Slack's own Stop; in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.local.conftest import Body
from tests.bot.play.conftest import Wired

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def root(wired: Wired) -> str:
    """A question in the direct messages, its thread open."""
    wired.visit.enter("Pincite")
    ts = wired.slack.say(wired.slack.direct, wired.slack.person, "who?")
    wired.visit.page.locator(f"#log [data-ts='{ts}']").hover()
    wired.visit.page.get_by_role("button", name="Reply in thread").click()
    return ts


def working(wired: Wired) -> Locator:
    return wired.visit.page.locator("#thread .at-work")


def test_its_state_is_shown_in_the_thread_and_beneath_the_question(wired: Wired, root: str) -> None:
    channel = wired.slack.direct.id
    wired.client.assistant_threads_setStatus(channel_id=channel, thread_ts=root, status="is waiting: 3 before you")
    working(wired).get_by_text("Pincite is waiting: 3 before you").wait_for()
    wired.visit.page.locator("#log .replies", has_text="3 before you").wait_for()
    assert working(wired).get_by_role("button", name="Stop").count() == 0
    wired.client.assistant_threads_setStatus(channel_id=channel, thread_ts=root, status="")
    working(wired).wait_for(state="detached")


def test_stop_is_offered_while_it_works_and_told_to_the_app(wired: Wired, root: str) -> None:
    @wired.app.event("agent_session_stopped")
    def stopped(event: Body) -> None:
        wired.add(event)

    wired.client.agents_sessions_setStatus(channel_id=wired.slack.direct.id, thread_ts=root, status="processing")
    working(wired).get_by_role("button", name="Stop").click()
    (event,) = wired.wait()
    assert (event["thread_ts"], event["streaming_message_ts"]) == (root, [])
    working(wired).wait_for(state="detached")


def test_text_is_watched_as_it_streams(wired: Wired, root: str) -> None:
    stream = wired.client.chat_stream(channel=wired.slack.direct.id, thread_ts=root, buffer_size=1)
    stream.append(markdown_text="**One** <b>two</b> [bad](javascript:alert(1)) ")
    shown = wired.visit.page.locator("#thread .lead")
    shown.locator("strong", has_text="One").wait_for()
    wired.visit.page.get_by_role("img", name="still writing").wait_for()
    assert wired.visit.page.locator("#thread .by-bot[aria-busy=true]").count() == 1
    stream.append(markdown_text="[three](https://a.example/3)")
    stream.stop()
    wired.visit.page.get_by_role("img", name="still writing").wait_for(state="detached")
    assert "<b>two</b>" in shown.inner_text()
    assert shown.locator("a").count() == 1
    assert shown.locator("b").count() == 0


def test_a_stream_that_is_stopped_stays_as_far_as_it_came(wired: Wired, root: str) -> None:
    stream = wired.client.chat_stream(channel=wired.slack.direct.id, thread_ts=root, buffer_size=1)
    stream.append(markdown_text="Half an ans")
    working(wired).get_by_role("button", name="Stop").click()
    working(wired).wait_for(state="detached")
    assert wired.visit.page.locator("#thread .lead").inner_text() == "Half an ans"


def test_what_the_app_suggests_is_said_at_a_click(wired: Wired) -> None:
    @wired.app.event("app_home_opened")
    def opened(event: Body) -> None:
        wired.add(event)

    @wired.app.event("message")
    def said(event: Body) -> None:
        wired.add(event)

    wired.visit.enter("Pincite")
    (event,) = wired.wait()
    assert (event["tab"], event["channel"]) == ("messages", wired.slack.direct.id)
    prompts = [{"title": "The <b>suit</b>", "message": "Who sued whom?"}]
    wired.client.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], title="Ask me", prompts=prompts)
    wired.visit.page.get_by_text("Ask me").wait_for()
    wired.visit.page.get_by_role("button", name="The <b>suit</b>").click()
    assert wired.wait(2)[1]["text"] == "Who sued whom?"
