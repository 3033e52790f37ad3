"""Modals in the browser: filled in, refused, corrected, stacked, changed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_bolt import Ack
from slack_sdk import WebClient

from tests.bot.local.conftest import SUBMIT, Body, asking, button, modal
from tests.bot.play.conftest import Wired
from tests.bot.play.test_elements import OPTIONS, THUMBS, text

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def reasons() -> Body:
    """A required choice among reasons, and a note."""
    radios = {"type": "radio_buttons", "action_id": "reason", "options": OPTIONS}
    why = {"type": "input", "block_id": "why", "label": text("What"), "element": radios}
    return modal(why, asking(optional=True), submit=SUBMIT)


def dialog(wired: Wired) -> Locator:
    return wired.visit.page.get_by_role("dialog")


def send(wired: Wired) -> None:
    dialog(wired).get_by_role("button", name="Send").click()


def test_thumbs_down_opens_reasons_and_one_is_sent(wired: Wired) -> None:
    @wired.app.action("rate")
    def rated(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=reasons())

    @wired.app.view("m")
    def submitted(ack: Ack, view: Body) -> None:
        wired.add(view["state"]["values"])
        ack()

    wired.say({"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "rate", **THUMBS}]})
    bad = wired.visit.page.get_by_role("button", name="Bad")
    bad.click()
    dialog(wired).get_by_label("Late").check()
    dialog(wired).get_by_label("Why?").fill("It was appealed.")
    send(wired)
    dialog(wired).wait_for(state="hidden")
    (values,) = wired.wait()
    assert values["why"]["reason"]["selected_option"] == OPTIONS[1]
    assert values["asked"]["typed"]["value"] == "It was appealed."
    assert bad.evaluate("(element) => element === document.activeElement")


def test_what_must_be_filled_in_is_asked_for_before_anything_is_sent(wired: Wired) -> None:
    @wired.app.view("m")
    def submitted(ack: Ack, view: Body) -> None:
        wired.add(view)
        ack()

    wired.open(reasons())
    dialog(wired).wait_for()
    send(wired)
    dialog(wired).get_by_role("alert").filter(has_text="required field").wait_for()
    assert wired.bodies == []
    dialog(wired).get_by_label("Late").check()
    send(wired)
    wired.wait()


def test_what_the_app_refuses_is_corrected_and_sent(wired: Wired) -> None:
    @wired.app.view("m")
    def submitted(ack: Ack, view: Body) -> None:
        wired.add(view["state"]["values"])
        if len(wired.bodies) == 1:
            ack(response_action="errors", errors={"asked": "Say <b>more</b>."})
        else:
            ack()

    wired.open(modal(asking(), submit=SUBMIT))
    why = dialog(wired).get_by_label("Why?")
    why.fill("no")
    send(wired)
    dialog(wired).get_by_text("Say <b>more</b>.").wait_for()
    assert why.get_attribute("aria-invalid") == "true"
    assert why.evaluate("(element) => element === document.activeElement")
    why.fill("no, really")
    wired.visit.page.keyboard.press("Enter")
    dialog(wired).wait_for(state="hidden")
    assert wired.wait(2)[1]["asked"]["typed"]["value"] == "no, really"


def test_a_modal_lies_over_another_which_keeps_what_was_typed(wired: Wired) -> None:
    @wired.app.action("deeper")
    def deeper(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=modal(title=text("Second")))

    wired.open(modal({"type": "actions", "elements": [button("deeper")]}, asking(), submit=SUBMIT))
    dialog(wired).get_by_label("Why?").fill("half a thought")
    dialog(wired).get_by_role("button", name="Go").click()
    dialog(wired).get_by_role("heading", name="Second").wait_for()
    wired.visit.page.keyboard.press("Escape")
    dialog(wired).get_by_role("heading", name="Title").wait_for()
    assert dialog(wired).get_by_label("Why?").input_value() == "half a thought"
    dialog(wired).get_by_role("button", name="Close the dialog").click()
    dialog(wired).wait_for(state="hidden")
    assert wired.slack.modal() is None


def test_a_modal_that_the_app_changes_keeps_what_was_typed_and_the_focus(wired: Wired) -> None:
    wired.open(modal(asking(), submit=SUBMIT))
    why = dialog(wired).get_by_label("Why?")
    why.fill("half a thought")
    view = wired.slack.modal()
    assert view is not None
    news = {"type": "section", "text": text("Found meanwhile")}
    wired.client.views_update(view_id=view.id, view=modal(news, asking(), submit=SUBMIT))
    dialog(wired).get_by_text("Found meanwhile").wait_for()
    assert why.input_value() == "half a thought"
    assert why.evaluate("(element) => element === document.activeElement")


def test_escape_closes_a_modal_and_the_focus_is_where_it_was(wired: Wired) -> None:
    wired.visit.page.locator("#composer textarea").focus()
    wired.open(modal())
    dialog(wired).wait_for()
    wired.visit.page.keyboard.press("Escape")
    dialog(wired).wait_for(state="hidden")
    assert wired.slack.modal() is None
    assert wired.visit.focused() == "Message #legal"
