"""Buttons and menus of the page, pressed in the browser, with a stock Bolt app at the other end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.play.run import Playground, playground
from retrieval.store import Store
from tests.bot.answers import echo
from tests.bot.local.conftest import SUBMIT, Body, Heard, asking, button, connected, modal
from tests.bot.play.visiting import Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPTIONS = [{"text": {"type": "plain_text", "text": each.title()}, "value": each} for each in ("wrong", "late")]
THUMBS = {
    name: {"text": {"type": "plain_text", "text": label}, "value": label}
    for name, label in (("positive_button", "Good"), ("negative_button", "Bad"))
}


class HeardBy(Heard):
    """What an app heard, and the app, to add listeners to."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app


@pytest.fixture
def local(store: Store) -> Iterator[Playground]:
    with playground(echo, store) as running:
        yield running


@pytest.fixture
def client(local: Playground) -> WebClient:
    return WebClient(local.slack.bot_token, base_url=local.slack.api_url)


@pytest.fixture
def heard(local: Playground, client: WebClient) -> Iterator[HeardBy]:
    """What an app hears that says to the person what was used."""
    bolt = App(client=client)
    told = HeardBy(bolt)

    @bolt.action(re.compile(".+"))
    def used(ack: Ack, body: Body, respond: Respond) -> None:
        ack()
        told.add(body["actions"][0])
        respond(f"used {body['actions'][0]['action_id']}", response_type="ephemeral", replace_original=False)

    with connected(bolt, local.slack):
        yield told


@pytest.fixture
def visit(browser: Browser, local: Playground) -> Iterator[Visit]:
    with visiting(browser, local.slack.address) as opened:
        yield opened


def test_buttons_menus_and_thumbs_reach_the_app(
    local: Playground, client: WebClient, heard: HeardBy, visit: Visit
) -> None:
    menu = {"type": "static_select", "action_id": "reason", "options": OPTIONS}
    rows = [
        {"type": "actions", "elements": [button("share", style="primary"), menu]},
        {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "rate", **THUMBS}]},
    ]
    client.chat_postMessage(channel=local.slack.general.id, text="choose", blocks=rows)
    visit.page.get_by_role("button", name="Go", exact=True).click()
    visit.page.get_by_text("used share").wait_for()
    assert visit.page.get_by_text("Only visible to you").count() == 1
    visit.page.get_by_label("Choose").select_option("late")
    visit.page.get_by_text("used reason").wait_for()
    visit.page.get_by_role("button", name="Bad").click()
    share, reason, rate = heard.wait(3)
    assert (share["action_id"], reason["selected_option"], rate["value"]) == ("share", OPTIONS[1], "Bad")


def test_text_is_watched_as_it_streams(local: Playground, client: WebClient, visit: Visit) -> None:
    visit.enter("Pincite")
    slack = local.slack
    root = slack.say(slack.direct, slack.person, "who?")
    stream = client.chat_stream(channel=slack.direct.id, thread_ts=root, buffer_size=1)
    stream.append(markdown_text="**One** <b>two</b> [bad](javascript:alert(1)) ")
    visit.page.locator("#log .replies").click()
    visit.page.locator("#thread .lead strong", has_text="One").wait_for()
    visit.page.locator("#thread [aria-label='still writing']").wait_for()
    stream.append(markdown_text="[three](https://a.example/3)")
    stream.stop()
    visit.page.locator("#thread [aria-label='still writing']").wait_for(state="detached")
    shown = visit.page.locator("#thread .lead")
    assert "<b>two</b>" in shown.inner_text()
    assert shown.locator("a").count() == 1
    assert shown.locator("b").count() == 0


def test_a_modal_is_filled_in_refused_corrected_and_sent(
    local: Playground, client: WebClient, heard: HeardBy, visit: Visit
) -> None:
    sent: list[Body] = []

    @heard.app.view("m")
    def submitted(ack: Ack, view: Body) -> None:
        sent.append(view["state"]["values"])
        if len(sent) == 1:
            ack(response_action="errors", errors={"asked": "Say <b>more</b>."})
        else:
            ack()

    reasons = {"type": "radio_buttons", "action_id": "reason", "options": OPTIONS}
    why = {"type": "input", "block_id": "why", "label": {"type": "plain_text", "text": "What"}, "element": reasons}
    trigger = local.slack.state.triggers.issue(local.slack.person.id)
    client.views_open(trigger_id=trigger, view=modal(why, asking(), submit=SUBMIT))
    page = visit.page
    page.get_by_role("heading", name="Title").wait_for()
    page.get_by_label("Late").check()
    page.get_by_label("Why?").fill("no")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    page.get_by_text("Say <b>more</b>.").wait_for()
    page.get_by_label("Why?").fill("no, really")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert sent[1]["asked"]["typed"]["value"] == "no, really"
    assert sent[1]["why"]["reason"]["selected_option"] == OPTIONS[1]


def test_escape_closes_a_modal(local: Playground, client: WebClient, visit: Visit) -> None:
    trigger = local.slack.state.triggers.issue(local.slack.person.id)
    client.views_open(trigger_id=trigger, view=modal())
    visit.page.get_by_role("dialog").wait_for()
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("dialog").wait_for(state="hidden")
    assert local.slack.modal() is None
