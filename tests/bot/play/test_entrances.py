"""The ways to ask besides a mention, in the browser and with the real bot: command, shortcut, Home, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.play.sources import ARTICLE, FINE
from tests.bot.play.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def private(visit: Visit) -> Locator:
    """What only the person sees in the channel."""
    return visit.page.locator("#log .message.only")


def command(visit: Visit, text: str) -> None:
    visit.page.locator("#composer textarea").focus()
    visit.page.keyboard.type(text)
    visit.page.keyboard.press("Enter")


def test_a_command_is_completed_answered_for_one_person_and_shared(visit: Visit) -> None:
    command(visit, "/pin")  # Enter completes it
    assert visit.page.locator("#composer textarea").input_value() == "/pincite "
    visit.page.keyboard.type(FINE)
    visit.page.keyboard.press("Enter")
    private(visit).get_by_text("Only visible to you").wait_for()
    assert "€310 million" in private(visit).locator(".lead").inner_text()
    private(visit).locator(".cite").first.click()
    assert visit.marked()
    private(visit).get_by_role("button", name="Share to channel").click()
    private(visit).wait_for(state="detached")
    shared = visit.page.locator("#log .message.by-bot")
    shared.locator(".cite").first.wait_for()
    assert "shared this answer" in shared.inner_text()


def test_what_only_one_person_sees_is_not_shown_to_another_and_can_be_dismissed(visit: Visit) -> None:
    command(visit, "/pincite help")
    private(visit).wait_for()
    visit.speak_as("Maria")
    assert private(visit).count() == 0
    visit.speak_as("Ann")
    private(visit).get_by_role("button", name="Dismiss").click()
    private(visit).wait_for(state="detached")


def test_what_is_no_command_is_kept_and_said_so(visit: Visit) -> None:
    command(visit, "/pancake now")
    visit.page.locator("#composer .hint", has_text="/pancake is not a command").wait_for()
    assert visit.page.locator("#composer textarea").input_value() == "/pancake now"
    assert visit.page.locator("#log .message").count() == 0


def test_the_menu_of_a_message_finds_its_answer(visit: Visit) -> None:
    visit.speak_as("Maria")
    visit.say(FINE)
    visit.speak_as("Ann")
    message = visit.page.locator("#log .message", has_text=FINE)
    message.hover()
    message.get_by_role("button", name="More actions").click()
    menu = visit.page.get_by_role("menu")
    assert menu.get_by_role("menuitem").all_inner_texts() == ["Find the answer\nPincite", "Copy text"]
    menu.get_by_role("menuitem", name="Find the answer").click()
    private(visit).locator(".lead", has_text="€310 million").wait_for()


def test_home_lists_what_was_asked(visit: Visit) -> None:
    command(visit, f"/pincite {FINE}")
    private(visit).wait_for()
    visit.enter("Pincite")
    visit.page.get_by_role("tab", name="Home").click()
    home = visit.page.get_by_role("tabpanel")
    home.get_by_role("heading", name="Your recent questions").wait_for()
    assert "€310 million" in home.locator(".block", has_text=FINE).inner_text()
    assert "2 documents" in home.inner_text()


def test_settings_of_a_channel_are_refused_corrected_and_told_to_the_channel(visit: Visit) -> None:
    visit.enter("Pincite")
    visit.page.get_by_role("tab", name="Home").click()
    visit.page.get_by_label("Choose a channel").select_option(label="#legal")
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("heading", name="Channel settings").wait_for()
    assert "#legal" in dialog.locator(".mention").inner_text()
    dialog.get_by_label("Documents").fill("nothing/*")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("alert").filter(has_text="No document matches nothing/*.").wait_for()
    dialog.get_by_label("Documents").fill(ARTICLE)
    dialog.get_by_text("Answer questions that do not mention me").click()
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="hidden")
    visit.enter("legal")
    visit.page.locator("#log .message", has_text="chosen documents only").wait_for()
