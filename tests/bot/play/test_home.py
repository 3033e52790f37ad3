"""The app's Home tab in the browser."""

from __future__ import annotations

import pytest
from slack_bolt import Ack
from slack_sdk import WebClient

from tests.bot.local.conftest import Body
from tests.bot.play.conftest import Wired
from tests.bot.play.test_elements import text

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def open_home(wired: Wired) -> None:
    wired.visit.enter("Pincite")
    wired.visit.page.get_by_role("tab", name="Home").click()


def home(*blocks: Body) -> Body:
    return {"type": "home", "blocks": list(blocks)}


def test_home_shows_each_person_what_was_published_for_them(wired: Wired) -> None:
    @wired.app.event("app_home_opened")
    def opened(event: Body, client: WebClient) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=home({"type": "header", "text": text(event["user"])}))

    open_home(wired)
    page = wired.visit.page
    page.get_by_role("heading", name=wired.slack.person.id).wait_for()
    assert page.locator("#composer").is_hidden()
    wired.visit.speak_as("Maria")
    open_home(wired)
    page.locator("#home h3", has_not_text=wired.slack.person.id).wait_for()
    page.keyboard.press("ArrowLeft")
    assert wired.visit.focused() == "Messages"
    assert page.locator("#composer").is_visible()


def test_what_is_chosen_there_reaches_the_app(wired: Wired) -> None:
    @wired.app.action("place")
    def chosen(ack: Ack, body: Body) -> None:
        ack()
        wired.add(body)

    select = {"type": "conversations_select", "action_id": "place", "placeholder": text("Choose a channel")}
    row = {"type": "section", "text": text("Settings"), "accessory": select}
    wired.client.views_publish(user_id=wired.slack.person.id, view=home(row))
    open_home(wired)
    wired.visit.page.get_by_label("Choose a channel").select_option(label="#legal")
    (body,) = wired.wait()
    assert body["view"]["type"] == "home"
    assert body["actions"][0]["selected_conversation"] == wired.slack.general.id


def test_a_link_to_a_message_leads_there(wired: Wired) -> None:
    slack = wired.slack
    root = slack.say(slack.general, slack.person, "What did we decide?")
    link = wired.client.chat_getPermalink(channel=slack.general.id, message_ts=root)["permalink"]
    line = {"type": "section", "text": {"type": "mrkdwn", "text": f"<{link}|What did we decide?>"}}
    wired.client.views_publish(user_id=slack.person.id, view=home(line))
    open_home(wired)
    wired.visit.page.get_by_role("link", name="What did we decide?").click()
    wired.visit.page.locator("#thread .message", has_text="What did we decide?").wait_for()
    assert wired.visit.page.locator("#title").inner_text() == "#legal"
