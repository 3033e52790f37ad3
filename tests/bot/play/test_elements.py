"""What can be used in blocks, used in the browser, with a stock Bolt app at the other end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import Ack, Respond

from tests.bot.local.conftest import Body, button
from tests.bot.play.conftest import Wired

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOSTILE = "<img src=x onerror=\"document.title='owned'\"> <!channel>"


def text(words: str) -> Body:
    return {"type": "plain_text", "text": words}


def option(value: str, **more: Any) -> Body:
    return {"text": text(value.title()), "value": value, **more}


OPTIONS = [option("wrong"), option("late"), option("vague", description=text("It says nothing."))]
THUMBS = {
    "positive_button": {"text": text("Good"), "value": "good"},
    "negative_button": {"text": text("Bad"), "value": "bad"},
}


@pytest.fixture
def heard(wired: Wired) -> Wired:
    """An app that says to the person what was used."""

    @wired.app.action(re.compile(".+"))
    def used(ack: Ack, body: Body, respond: Respond) -> None:
        ack()
        wired.add(body["actions"][0])
        respond(f"used {body['actions'][0]['action_id']}", response_type="ephemeral", replace_original=False)

    return wired


def latest(wired: Wired, count: int) -> Body:
    """The last of so many actions that the app has heard."""
    return wired.wait(count)[-1]


def test_buttons_menus_and_thumbs_reach_the_app(heard: Wired) -> None:
    menu = {"type": "static_select", "action_id": "reason", "options": OPTIONS}
    heard.say(
        {"type": "actions", "elements": [button("share", style="primary"), menu]},
        {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "rate", **THUMBS}]},
    )
    page = heard.visit.page
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_text("used share").wait_for()
    assert page.get_by_text("Only visible to you").count() == 1
    page.get_by_label("Choose").select_option("late")
    page.get_by_text("used reason").wait_for()
    bad = page.get_by_role("button", name="Bad")
    bad.click()
    share, reason, rate = heard.wait(3)
    assert (share["action_id"], reason["selected_option"], rate["value"]) == ("share", OPTIONS[1], "bad")
    assert bad.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="Good").get_attribute("aria-pressed") == "false"


def test_the_same_can_be_chosen_again_in_a_menu_beneath_a_message(heard: Wired) -> None:
    heard.say({"type": "actions", "elements": [{"type": "static_select", "action_id": "s", "options": OPTIONS}]})
    menu = heard.visit.page.get_by_label("Choose")
    for count in (1, 2):
        menu.select_option("late")
        assert latest(heard, count)["selected_option"] == OPTIONS[1]
        assert menu.input_value() == ""


def test_boxes_radios_and_menus_of_several_say_all_that_is_chosen(heard: Wired) -> None:
    kinds = ("checkboxes", "radio_buttons", "multi_static_select")
    heard.say(
        *({"type": "actions", "elements": [{"type": kind, "action_id": kind, "options": OPTIONS}]} for kind in kinds)
    )
    page = heard.visit.page
    boxes = page.get_by_role("group").locator("input[type=checkbox]:visible")
    boxes.nth(0).check()
    assert latest(heard, 1)["selected_options"] == [OPTIONS[0]]
    boxes.nth(2).check()
    assert latest(heard, 2)["selected_options"] == [OPTIONS[0], OPTIONS[2]]
    page.get_by_role("radio", name="Late").check()
    assert latest(heard, 3)["selected_option"] == OPTIONS[1]
    several = page.locator("details.several")
    several.locator("summary").click()
    several.get_by_label("Wrong").check()
    several.get_by_label("Late").check()
    assert latest(heard, 5)["selected_options"] == OPTIONS[:2]
    assert several.locator("summary").inner_text() == "Wrong, Late"


def test_people_and_channels_are_chosen_by_name_and_sent_by_id(heard: Wired) -> None:
    kinds = ("users_select", "conversations_select", "channels_select", "multi_users_select")
    heard.say({"type": "actions", "elements": [{"type": kind, "action_id": kind} for kind in kinds]})
    page, slack = heard.visit.page, heard.slack
    page.locator("[data-input=users_select]").select_option(label="Maria")
    assert slack.workspace.user(latest(heard, 1)["selected_user"]).name == "maria"
    page.locator("[data-input=conversations_select]").select_option(label="#legal")
    assert latest(heard, 2)["selected_conversation"] == slack.general.id
    page.locator("[data-input=channels_select]").select_option(label="#legal")
    assert latest(heard, 3)["selected_channel"] == slack.general.id
    page.locator("details.several summary").click()
    page.locator("details.several").get_by_label("Ann").check()
    assert latest(heard, 4)["selected_users"] == [slack.person.id]


def test_a_menu_behind_three_dots_is_used_with_the_keyboard(heard: Wired) -> None:
    dots = {"type": "overflow", "action_id": "dots", "options": OPTIONS}
    heard.say({"type": "section", "text": text("Beside it"), "accessory": dots})
    more = heard.visit.page.get_by_role("button", name="More", exact=True)
    press = heard.visit.page.keyboard.press
    more.focus()
    press("Enter")
    assert _is_focused(heard.visit.page.get_by_role("menuitem", name="Wrong"))
    press("Escape")
    assert heard.visit.page.get_by_role("menu").count() == 0
    assert _is_focused(more)
    press("Enter")
    press("ArrowUp")
    press("Enter")
    assert latest(heard, 1)["selected_option"]["value"] == "vague"


def test_what_is_focused_stays_so_when_its_message_is_drawn_anew(heard: Wired) -> None:
    row = {"type": "actions", "elements": [button("go")]}
    ts = heard.say(row)
    go = heard.visit.page.get_by_role("button", name="Go", exact=True)
    go.focus()
    more: list[Body] = [{"type": "section", "text": text("News")}, row]
    heard.client.chat_update(channel=heard.slack.general.id, ts=ts, text="said", blocks=more)
    heard.visit.page.get_by_text("News").wait_for()
    assert _is_focused(go)


def test_blocks_that_are_read_look_as_they_are_meant_and_hold_nothing_alive(wired: Wired) -> None:
    words = [
        {"type": "text", "text": f"{HOSTILE} "},
        {"type": "text", "text": "the quoted words", "style": {"bold": True}},
        {"type": "link", "url": "javascript:alert(1)", "text": "bad"},
    ]
    wired.say(
        {"type": "header", "text": text("A heading")},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]},
        {"type": "section", "fields": [text("one field"), text("another field")]},
        {"type": "divider"},
        {"type": "markdown", "text": f"# Title\n- **item** {HOSTILE}"},
        {
            "type": "container",
            "is_collapsible": True,
            "default_collapsed": True,
            "title": text("More sources"),
            "child_blocks": [{"type": "section", "text": text("folded away")}],
        },
        {"type": "alert", "text": text("Take care"), "level": "warning"},
    )
    page = wired.visit.page
    said = page.locator("#log .blocks")
    said.wait_for()
    assert said.get_by_role("heading", name="A heading").count() == 1
    assert said.locator("strong").all_inner_texts() == ["the quoted words", "Title", "item"]
    assert said.inner_text().count(HOSTILE) == 2
    assert said.locator("img, script, a[href^=javascript], .mention").count() == 0
    folded = said.get_by_text("folded away")
    assert not folded.is_visible()
    said.get_by_text("More sources").click()
    assert folded.is_visible()
    assert page.title() == "Pincite – a local Slack"


def test_long_words_and_right_to_left_text_stay_in_their_place(wired: Wired) -> None:
    wired.say({"type": "section", "text": text("x" * 900)}, {"type": "section", "text": text("שלום, עולם [1]")})
    right = wired.visit.page.locator("#log .block p").nth(1)
    right.wait_for()
    assert right.evaluate("(element) => getComputedStyle(element).direction") == "rtl"
    assert wired.visit.width_beyond_screen() == 0
    assert wired.visit.page.evaluate(
        "document.querySelector('#log').scrollWidth <= document.querySelector('#log').clientWidth"
    )


def _is_focused(element: Locator) -> bool:
    return bool(element.evaluate("(element) => element === document.activeElement"))
