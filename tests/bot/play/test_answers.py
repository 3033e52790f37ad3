"""What can be pressed beneath an answer, in the browser and with the real bot."""

from __future__ import annotations

import pytest

from tests.bot.play.sources import FINE, UNKNOWN
from tests.bot.play.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_quote_is_shown_in_its_surroundings_and_why_it_was_chosen(visit: Visit) -> None:
    answer = visit.ask(FINE)
    answer.get_by_role("button", name="Show quote").or_(answer.get_by_label("Show quote")).first.wait_for()
    menu = answer.locator("select[data-input]")
    if menu.count():
        menu.select_option(index=1)
    else:
        answer.get_by_role("button", name="Show quote").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.locator(".rich strong").first.wait_for()
    assert "€310 million" in dialog.locator(".rich strong").first.inner_text()
    visit.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    why = answer.get_by_role("button", name="Why this answer?")
    why.click()
    dialog.get_by_text("found by").first.wait_for()
    visit.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert visit.focused() == "Why this answer?"


def test_thumbs_down_takes_a_reason(visit: Visit) -> None:
    answer = visit.ask(FINE)
    answer.get_by_role("button", name="Not helpful").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("radio").nth(1).check()
    dialog.get_by_role("button", name="Send").click()
    dialog.wait_for(state="hidden")
    assert answer.get_by_role("button", name="Not helpful").get_attribute("aria-pressed") == "true"


def test_where_the_sources_are_silent_a_person_is_asked(visit: Visit) -> None:
    answer = visit.ask(UNKNOWN)
    answer.get_by_role("button", name="Ask a person").click()
    visit.page.locator("#thread .mention", has_text="@Maria").wait_for()
    visit.speak_as("Maria")
    visit.page.locator("#log .message", has_text=UNKNOWN).wait_for()
