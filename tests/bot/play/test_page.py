"""The page in a real browser, with the real bot behind it: asking, following up, opening what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

from retrieval.store import Store
from tests.bot.play.conftest import DESK, Given, Play
from tests.bot.play.sources import FINE, HOSTILE_SENTENCE, OTHER_SENTENCE, UNKNOWN, citing_hostile, disagreeing
from tests.bot.play.visiting import Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOSTILE = "<img src=x onerror=\"document.title='owned'\"> <!channel> &lt;b&gt; *_~ *bold* <script>1</script>?"


@pytest.fixture
def hostile(browser: Browser, play: Play, store: Store) -> Iterator[Visit]:
    """The page with answers that quote a hostile source."""
    with play(partial(citing_hostile, store)) as local, visiting(browser, local.slack.address, viewport=DESK) as opened:
        yield opened


def test_a_question_in_the_channel_is_answered_in_its_thread_with_its_citation(visit: Visit) -> None:
    answer = visit.ask(FINE)
    assert "€310 million" in answer.locator(".lead").inner_text()
    assert answer.locator(".lead .cite").first.inner_text() == "[1]"
    assert "Pincite corpus" in answer.locator(".context").first.inner_text()
    assert visit.page.locator("#log .replies b").inner_text() == "1 reply"
    assert visit.page.locator("#log .day").inner_text() == "Today"


def test_while_it_works_the_page_says_so(browser: Browser, play: Play, given: Given) -> None:
    with play(given.ask) as local, visiting(browser, local.slack.address) as visit:
        ts = local.slack.say(local.slack.general, local.slack.person, "good morning")
        local.slack.workspace.set_status(local.slack.general.id, ts, "is reading the sources…")
        visit.page.get_by_text("Pincite is reading the sources…").wait_for()


def test_a_suggestion_is_asked_at_a_click(visit: Visit) -> None:
    visit.page.get_by_role("button", name=FINE).click()
    visit.answers.first.wait_for()
    assert "€310 million" in visit.answers.first.inner_text()


def test_a_follow_up_is_answered_in_the_same_thread(visit: Visit) -> None:
    visit.enter("Pincite")
    visit.ask(FINE)
    visit.follow_up("When was LinkedIn fined by the Irish DPC?")
    assert visit.answers.count() == 2
    assert visit.page.locator("#log .message").count() == 1
    assert visit.page.locator("#thread .rule").inner_text() == "3 replies"


def test_in_a_thread_a_bare_mention_is_sent_and_answers_the_open_question(visit: Visit) -> None:
    visit.say(FINE)
    visit.page.get_by_role("button", name="Reply in thread").click()
    send = visit.page.locator("#thread-composer .send")
    assert send.is_disabled()
    visit.page.locator("#thread-composer textarea").fill("@Pincite ")
    assert send.is_enabled()
    visit.page.keyboard.press("Enter")
    visit.answers.filter(has_text="€310 million").wait_for()


def test_an_opened_citation_shows_exactly_the_quoted_words_marked(visit: Visit, given: Given, store: Store) -> None:
    answer = visit.ask(FINE)
    answer.locator(".cite").first.click()
    marked = visit.marked()
    citation = given.answers[-1].citations[0]
    text = store.text(citation.version) or ""
    assert marked == text[citation.start : citation.end]
    assert visit.page.locator("#source-title").inner_text() == citation.title
    assert f"characters {citation.start:,}–{citation.end:,}" in visit.page.locator(".proof").inner_text()
    assert "Word for word" in visit.page.locator(".proof.holds").inner_text()
    assert "".join(visit.page.locator("#source .paper").all_text_contents()).endswith(text[citation.end :])
    box, pane = visit.page.locator("#source mark").first.bounding_box(), visit.page.locator("#source").bounding_box()
    assert box is not None
    assert pane is not None
    assert pane["y"] < box["y"] < pane["y"] + pane["height"]


def test_what_the_sources_do_not_answer_is_declined_with_the_nearest_passages(visit: Visit) -> None:
    visit.enter("Pincite")
    answer = visit.ask(UNKNOWN)
    assert "The sources do not answer this question." in answer.inner_text()
    answer.locator(".show").first.click()
    assert visit.marked()


def test_when_sources_disagree_both_sides_are_shown_and_each_opens(browser: Browser, play: Play, store: Store) -> None:
    with play(partial(disagreeing, store)) as local, visiting(browser, local.slack.address, viewport=DESK) as visit:
        answer = visit.ask("Who signed the treaty?")
        card = answer.locator(".block", has_text="disagree")
        assert "three kings" in card.inner_text()
        assert "nobody" in card.inner_text()
        for n, words in ((1, HOSTILE_SENTENCE), (2, OTHER_SENTENCE)):
            card.locator(".cite", has_text=f"[{n}]").click()
            visit.page.locator("#source mark", has_text=words[:9]).first.wait_for()
            assert visit.marked() == words


def test_hostile_words_of_a_person_stay_words(hostile: Visit) -> None:
    hostile.enter("Pincite")
    hostile.ask(HOSTILE)
    assert hostile.page.locator("#log .typed").inner_text() == HOSTILE
    assert hostile.page.locator("#log .mention").count() == 0
    assert hostile.page.title() == "Pincite – a local Slack"


def test_hostile_words_of_a_source_stay_words(hostile: Visit) -> None:
    hostile.enter("Pincite")
    answer = hostile.ask("Who signed the treaty?")
    assert "<img src=x onerror=\"document.title='owned'\">" in answer.inner_text()
    assert answer.locator(".mention, .blocks img").count() == 0
    assert answer.locator("a[href^='javascript']").count() == 0
    answer.locator(".show").click()
    assert hostile.marked() == HOSTILE_SENTENCE
    paper = hostile.page.locator("#source")
    assert "<script>document.title='owned'</script>" in paper.inner_text()
    assert paper.locator("img, script, b, a[href^='javascript']").count() == 0
    assert hostile.page.title() == "Pincite – a local Slack"
