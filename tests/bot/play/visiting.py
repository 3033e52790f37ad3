"""What a visitor of the page does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE = 60_000


class Visit:
    """An open page; ``complaints`` is what the browser's console says is wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console", lambda said: self.complaints.extend([said.text] if said.type in {"error", "warning"} else [])
        )

    @property
    def answers(self) -> Locator:
        """The bot's messages in the open thread."""
        return self.page.locator("#thread .message.by-bot:has(.blocks)")

    def enter(self, name: str) -> None:
        """Go to a channel or to the direct messages."""
        self.page.locator(".side li button", has_text=name).click()

    def ask(self, text: str) -> Locator:
        """Type into the channel, and wait for the answer in the thread that opens."""
        self.page.locator("#composer textarea").focus()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.locator("#thread .message", has_text=text.split("\n")[0]).first.wait_for()
        self.answers.first.wait_for()
        return self.answers.first

    def say(self, text: str) -> None:
        """Say something in the channel, mentioning nobody who is not named in it."""
        self.page.locator("#composer textarea").fill(text)
        self.page.keyboard.press("Enter")
        self.page.locator("#log .message", has_text=text.split(" ")[-1]).last.wait_for()

    def speak_as(self, name: str) -> None:
        """Be somebody else from now on."""
        chosen = self.page.locator("#speaker option", has_text=name).get_attribute("value")
        self.page.locator("#speaker").select_option(chosen)

    def follow_up(self, text: str) -> Locator:
        """Type into the open thread, and wait for one answer more."""
        before = self.answers.count()
        self.page.locator("#thread-composer textarea").focus()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.answers.nth(before).wait_for()
        return self.answers.nth(before)

    def marked(self) -> str:
        """The words that are marked in the source, with what is in between."""
        self.page.locator("#source mark").first.wait_for()
        return "".join(self.page.locator("#source mark").all_text_contents())

    def width_beyond_screen(self) -> int:
        """By how much one could scroll sideways; 0 is right."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def focused(self) -> str:
        """What a screen reader would call the element that has the focus."""
        return str(
            self.page.evaluate("(document.activeElement.ariaLabel || document.activeElement.textContent || '').trim()")
        )


@contextmanager
def visiting(browser: Browser, address: str, **context: Any) -> Iterator[Visit]:
    """Open the page in a window of its own; at the end the browser must have had nothing to complain of."""
    window = browser.new_context(**context)
    try:
        visit = Visit(window.new_page())
        visit.page.goto(address)
        visit.page.locator(".side li button").first.wait_for()
        yield visit
        assert visit.complaints == []
    finally:
        window.close()
