"""The HTML report, and how it behaves in a real browser with no network."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.evaluation import Evaluation
from evals.report.page import page
from evals.runs.run import Run
from tests.evals.report.made import evaluation, texts

if TYPE_CHECKING:
    from playwright.sync_api import Page


class _Loads(HTMLParser):
    """Everything that a page would load, and its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"link", "iframe", "object", "img", "base"} or (tag == "script" and "src" in given):
            self.found.append(tag)
        if tag == "a":
            self.links.append(given.get("href") or "")
        self.found += [name for name in given if name.startswith("on")]


def test_the_page_loads_nothing_and_links_only_to_the_web() -> None:
    loads = _Loads()
    loads.feed(page(evaluation(), texts))
    assert loads.found == []
    assert all(re.match(r"#|https?://", link) for link in loads.links)
    assert "https://example.org/2" in loads.links


def test_a_run_without_any_answer_makes_a_page() -> None:
    assert "Every case is right." in page(Evaluation(Run()), texts)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the page is not tested: `pip install playwright`")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("the page is not tested: there is no Chromium; `apt-get install chromium` brings one")
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(page(evaluation(), texts), encoding="utf-8")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield _visited(browser.new_page(), file)
        browser.close()


def _visited(opened: Page, file: Path) -> Page:
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.append(request.url) if request.url != file.as_uri() else None)
    opened.goto(file.as_uri())
    opened.evaluate("complaints => { window.complaints = complaints; }", complaints)
    assert complaints == []
    return opened


def _shown(opened: Page) -> list[str]:
    return [str(each.get_attribute("data-id")) for each in opened.locator(".case:not([hidden])").all()]


@pytest.mark.browser
def test_texts_of_cases_and_sources_stay_text(opened: Page) -> None:
    assert opened.title().startswith("60.0 % right")
    assert opened.locator("img").count() == 0
    assert opened.locator("script").count() == 1


@pytest.mark.browser
def test_the_quoted_words_are_marked_in_their_surroundings(opened: Page) -> None:
    opened.locator(".case[data-id=amount] summary").click()
    quote = opened.locator(".case[data-id=amount] blockquote")
    assert quote.locator("mark").inner_text() == "LinkedIn was sued."
    assert quote.inner_text().startswith("Before the quote.")


@pytest.mark.browser
def test_cases_are_filtered_and_searched(opened: Page) -> None:
    opened.select_option("#outcome", "!correct")
    assert _shown(opened) == ["half", "stalls"]
    opened.click("button[type=reset]")
    opened.fill("#search", "which JUDGE")
    assert _shown(opened) == ["silent"]
    assert opened.locator("#shown").inner_text() == "1 of 5 cases"
    opened.fill("#search", "nothing like it")
    assert opened.locator("#none").is_visible()
    opened.click("button[type=reset]")
    opened.wait_for_function("document.getElementById('shown').textContent === '5 cases'")
    opened.click("button[data-bucket='error']")
    assert _shown(opened) == ["stalls"]
    opened.click("button[type=reset]")
    opened.check("#flipped")
    assert _shown(opened) == ["amount", "half"]
    opened.click("button[type=reset]")


@pytest.mark.browser
def test_a_flipped_case_is_opened_from_the_list(opened: Page) -> None:
    opened.locator(".flips a[data-case=half]").click()
    assert opened.locator(".case[data-id=half]").get_attribute("open") is not None


@pytest.mark.browser
def test_dark_and_light_differ_and_stay_legible(opened: Page) -> None:
    seen = set()
    for _ in range(2):
        opened.click("#theme")
        paper, ink = opened.evaluate(
            "(() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]; })()"
        )
        seen.add(paper)
        assert _contrast(paper, ink) > 7
        label = opened.evaluate("getComputedStyle(document.querySelector('.chart svg text')).fill")
        assert _contrast(paper, label) > 7
    assert len(seen) == 2


@pytest.mark.browser
def test_on_a_phone_nothing_is_cut_off_at_the_side(opened: Page) -> None:
    size = opened.viewport_size
    opened.set_viewport_size({"width": 390, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    assert size
    opened.set_viewport_size(size)


@pytest.mark.browser
def test_in_print_every_shown_case_is_unfolded(opened: Page) -> None:
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.emulate_media(media="print")
    assert all(each.get_attribute("open") is not None for each in opened.locator(".case").all())
    assert not opened.locator(".filters").is_visible()
    opened.emulate_media(media="screen")
    opened.evaluate("dispatchEvent(new Event('afterprint'))")


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2)."""
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
