"""The page for everybody: on a phone, without a mouse, in the dark, without motion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.bot.play.conftest import Given, Play
from tests.bot.play.sources import FINE, UNKNOWN
from tests.bot.play.visiting import Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"width": 360, "height": 740}
_COLOURS = """(selector) => {
    let element = document.querySelector(selector);
    const text = getComputedStyle(element).color;
    const behind = () => getComputedStyle(element).backgroundColor;
    while (element.parentElement && behind() === "rgba(0, 0, 0, 0)") element = element.parentElement;
    return [text, behind()];
}"""


def test_a_phone_shows_each_pane_in_its_width(browser: Browser, play: Play, given: Given) -> None:
    with play(given.ask) as local, visiting(browser, local.slack.address, viewport=PHONE, has_touch=True) as visit:
        assert visit.width_beyond_screen() == 0
        answer = visit.ask(FINE)
        assert visit.width_beyond_screen() == 0
        answer.locator(".show").first.tap()
        assert visit.marked()
        assert visit.width_beyond_screen() == 0
        pane = visit.page.locator("#source").bounding_box()
        assert pane is not None
        assert (pane["x"], pane["width"]) == (0, PHONE["width"])
        visit.page.locator("#close-source").tap()
        visit.page.locator("#close-thread").tap()
        visit.page.locator("#open-faults").tap()
        assert visit.page.locator("#faults").is_visible()
        assert visit.width_beyond_screen() == 0


def test_everything_can_be_reached_with_the_keyboard(visit: Visit) -> None:
    press = visit.page.keyboard.press
    assert visit.focused() == "Message #legal"
    visit.page.keyboard.type("first line")
    press("Shift+Enter")
    visit.page.keyboard.type(FINE)
    press("Enter")
    visit.answers.first.wait_for()
    assert "first line\n" in visit.page.locator("#log .typed").inner_text()
    for _ in range(20):
        press("Tab")
        if visit.focused().startswith("Source 1"):
            break
    chip = visit.focused()
    assert chip.startswith("Source 1")
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    press("Enter")
    assert visit.marked()
    press("Escape")
    assert visit.page.locator("#source").is_hidden()
    assert visit.focused() == chip
    press("Escape")
    assert visit.page.locator("#thread").is_hidden()
    assert visit.focused() == "Message #legal"


def test_a_message_is_changed_with_the_keyboard_alone(visit: Visit) -> None:
    press = visit.page.keyboard.press
    visit.say("frist")
    for _ in range(6):
        press("Shift+Tab")
        if visit.focused() == "More actions":
            break
    press("Enter")
    assert visit.focused() == "Reply in thread"
    while visit.focused() != "Edit message":
        press("ArrowDown")
    press("Enter")
    assert visit.focused() == "Edit the message"
    press("Control+a")
    visit.page.keyboard.type("first")
    press("Enter")
    visit.page.locator("#log .edited").wait_for()
    assert visit.page.locator("#log .typed").inner_text() == "first"
    assert visit.focused() == "More actions"


def test_the_app_is_used_with_the_keyboard_alone(visit: Visit) -> None:
    press = visit.page.keyboard.press
    visit.enter("Pincite")
    while not visit.page.evaluate("document.activeElement.id === 'tab-messages'"):
        press("Shift+Tab")
    press("ArrowRight")
    assert visit.focused() == "Home"
    visit.page.get_by_label("Choose a channel").wait_for()
    while visit.focused() != "Choose a channel":
        press("Tab")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        press(key)
    visit.page.get_by_role("dialog").wait_for()
    for _ in range(40):  # round and round, and never behind the dialog
        press("Tab")
        assert visit.page.evaluate("!document.activeElement.closest('.app')")
    press("Escape")
    visit.page.get_by_role("dialog").wait_for(state="hidden")
    assert visit.focused() == "Choose a channel"


def test_a_phone_shows_home_and_a_modal_in_its_width(browser: Browser, play: Play, given: Given) -> None:
    with play(given.ask) as local, visiting(browser, local.slack.address, viewport=PHONE, has_touch=True) as visit:
        visit.enter("Pincite")
        visit.page.get_by_role("tab", name="Home").tap()
        visit.page.get_by_label("Choose a channel").select_option(label="#legal")
        dialog = visit.page.get_by_role("dialog")
        dialog.get_by_role("heading", name="Channel settings").wait_for()
        assert visit.width_beyond_screen() == 0
        box = dialog.bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, PHONE["width"])
        assert dialog.locator(".modal-body").evaluate("(body) => body.scrollWidth <= body.clientWidth")
        dialog.get_by_role("button", name="Cancel").tap()
        visit.speak_as("Maria")
        assert visit.width_beyond_screen() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_menus_modals_and_what_only_one_sees_are_legible(
    browser: Browser, play: Play, given: Given, scheme: str
) -> None:
    with play(given.ask) as local, visiting(browser, local.slack.address, color_scheme=scheme) as visit:
        visit.page.locator("#composer textarea").fill("/pincite help")
        visit.page.keyboard.press("Enter")
        visit.page.locator("#log .only").hover()
        visit.page.get_by_role("button", name="More actions").click()
        for place in (".only-you", ".only .plain", ".menu button:focus", ".menu button:last-child", "#speaker"):
            assert _contrast(visit, place) >= 4.5, place
        visit.page.keyboard.press("Escape")
        visit.enter("Pincite")
        visit.page.get_by_role("tab", name="Home").click()
        visit.page.get_by_label("Choose a channel").select_option(label="#legal")
        visit.page.get_by_role("dialog").wait_for()
        for place in (
            ".field .label",
            ".field .note",
            ".optional",
            ".press.primary",
            ".modal .mention",
            ".tabs button",
        ):
            assert _contrast(visit, place) >= 4.5, place


def test_every_control_has_a_name_and_no_two_elements_one_id(visit: Visit) -> None:
    visit.ask(FINE).locator(".show").first.click()
    visit.page.locator("#open-faults").click()
    nameless = visit.page.evaluate(
        "[...document.querySelectorAll('button, textarea, a')].filter("
        "(e) => !(e.ariaLabel || e.textContent.trim())).map((e) => e.outerHTML)"
    )
    assert nameless == []
    ids = visit.page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_dark_mode_is_dark_and_legible(browser: Browser, play: Play, given: Given) -> None:
    with play(given.ask) as local, visiting(browser, local.slack.address, color_scheme="dark") as visit:
        answer = visit.ask(FINE)
        answer.locator(".show").first.click()
        visit.marked()
        for place in ("body", "#thread .lead p", "#source .paper", "#source mark", "#thread .context p", ".cite"):
            assert _contrast(visit, place) >= 4.5, place
        assert _luminance(visit.page.evaluate("getComputedStyle(document.body).backgroundColor")) < 0.05


def test_light_mode_is_legible(visit: Visit) -> None:
    visit.ask(FINE).locator(".show").first.click()
    visit.marked()
    visit.page.locator("#open-faults").click()
    for place in ("body", "#source mark", "#thread .context p", ".cite", ".proof", ".hint", ".head time", ".foot p"):
        assert _contrast(visit, place) >= 4.5, place


def test_with_reduced_motion_nothing_moves(browser: Browser, play: Play, given: Given) -> None:
    with play(given.ask) as local, visiting(browser, local.slack.address, reduced_motion="reduce") as visit:
        ts = local.slack.say(local.slack.direct, local.slack.person, UNKNOWN)
        visit.enter("Pincite")
        local.slack.wait_for_reply(local.slack.direct, ts)
        visit.page.locator(".replies").click()
        local.slack.workspace.set_status(local.slack.direct.id, ts, "is reading the sources…")
        visit.page.locator("#thread .dots i").first.wait_for()
        style = "getComputedStyle(document.querySelector('#thread .dots i')).animationName"
        assert visit.page.evaluate(style) == "none"


def _contrast(visit: Visit, selector: str) -> float:
    """The contrast of an element's text with what is behind it, as WCAG counts it."""
    text, behind = visit.page.evaluate(_COLOURS, selector)
    lights = sorted((_luminance(text), _luminance(behind)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
