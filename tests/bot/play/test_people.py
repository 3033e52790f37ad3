"""Two people and the bot, on one page: who sees what, what is unread, what one says and takes back."""

from __future__ import annotations

import pytest

from tests.bot.play.conftest import Wired
from tests.bot.play.sources import FINE
from tests.bot.play.visiting import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_each_speaks_for_themselves_and_has_their_own_direct_messages(wired: Wired) -> None:
    visit, slack = wired.visit, wired.slack
    visit.enter("Pincite")
    visit.say("Ann's own words")
    visit.speak_as("Maria")
    visit.enter("Pincite")
    assert visit.page.locator("#log .message").count() == 0
    visit.say("Maria's own words")
    said = [(each.user.name, each.text) for each in slack.workspace.messages(slack.direct.id)]
    assert said == [("ann", "Ann's own words")]
    visit.speak_as("Ann")
    visit.enter("Pincite")
    assert visit.page.locator("#log .typed").all_inner_texts() == ["Ann's own words"]


def test_what_came_meanwhile_is_counted_until_it_is_seen(wired: Wired) -> None:
    visit, slack = wired.visit, wired.slack
    for words in ("one", "two"):
        wired.client.chat_postMessage(channel=slack.direct.id, text=words)
    unread = visit.page.locator("#directs .unread")
    visit.page.locator("#directs .unread", has_text="2").wait_for()
    visit.speak_as("Maria")
    assert unread.count() == 0
    assert "2 unread" in visit.page.locator("#speaker option", has_text="Ann").inner_text()
    visit.speak_as("Ann")
    visit.enter("Pincite")
    assert unread.count() == 0


def test_names_are_completed_and_mentioned(wired: Wired) -> None:
    visit, slack = wired.visit, wired.slack
    visit.page.locator("#composer textarea").fill("")
    visit.page.keyboard.type("ask @ma")
    visit.page.get_by_role("listbox").get_by_text("Maria").wait_for()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#log .mention", has_text="@Maria").wait_for()
    (message,) = slack.workspace.messages(slack.general.id)
    maria = next(user for user in slack.workspace.users.values() if user.name == "maria")
    assert message.text == f"ask <@{maria.id}>"


def test_one_changes_and_takes_back_only_ones_own_words(wired: Wired) -> None:
    visit, slack = wired.visit, wired.slack
    visit.say("@Maria & <all>, frist")
    _choose(visit, "Edit message")
    box = visit.page.get_by_label("Edit the message")
    assert box.input_value() == "@Maria & <all>, frist"
    wired.client.chat_postMessage(channel=slack.general.id, text="meanwhile")  # does not end what is being written
    box.fill("first <b>of all</b>")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#log .message", has_text="(edited)").wait_for()
    assert visit.page.locator("#log .typed").inner_text() == "first <b>of all</b>"
    visit.speak_as("Maria")
    visit.page.locator("#log .message").first.hover()
    visit.page.get_by_role("button", name="More actions").first.click()
    assert visit.page.get_by_role("menuitem").filter(has_text="Edit").count() == 0
    visit.page.keyboard.press("Escape")
    visit.speak_as("Ann")
    _choose(visit, "Delete message")
    visit.page.locator("#log .typed").wait_for(state="detached")


@pytest.mark.parametrize(("pane", "other"), [("#thread", "#log"), ("#log", "#thread")])
def test_what_began_a_thread_is_changed_where_that_was_chosen(wired: Wired, pane: str, other: str) -> None:
    visit, page = wired.visit, wired.visit.page
    for number in range(9):
        wired.client.chat_postMessage(channel=wired.slack.general.id, text=f"something else\n{number}")
    visit.say("@Pincite frist")
    page.locator(f"{pane} .message", has_text="frist").hover()
    page.locator(f"{pane} .message", has_text="frist").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit message").click()
    assert page.locator(f"{other} .editor").count() == 0
    assert page.evaluate(f"document.activeElement.matches('{pane} .editor textarea')")
    foot = page.locator(f"{pane} .editor .row").bounding_box()
    log = page.locator("#thread-log" if pane == "#thread" else pane).bounding_box()
    assert foot is not None
    assert log is not None
    assert foot["y"] + foot["height"] <= log["y"] + log["height"]
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    page.locator(f"{pane} .typed", has_text="frist!").wait_for()
    assert page.evaluate(f"document.activeElement.matches('{pane} .toolbar button')")


def test_what_only_one_person_sees_is_no_reply(wired: Wired) -> None:
    visit, slack = wired.visit, wired.slack
    ts = slack.say(slack.general, slack.person, "a question")
    wired.client.chat_postMessage(channel=slack.general.id, thread_ts=ts, text="for all")
    wired.client.chat_postEphemeral(channel=slack.general.id, user=slack.person.id, thread_ts=ts, text="for Ann")
    visit.page.locator("#log .replies").click()
    visit.page.locator("#thread .only", has_text="for Ann").wait_for()
    assert visit.page.locator("#log .replies b").inner_text() == "1 reply"
    assert visit.page.locator("#thread .rule").inner_text() == "1 reply"


def test_an_edited_question_is_answered_anew_and_a_deleted_one_no_more(visit: Visit) -> None:
    visit.enter("Pincite")
    visit.ask("What is the capital of Australia?")
    _choose(visit, "Edit message")
    visit.page.get_by_label("Edit the message").first.fill(FINE)
    visit.page.keyboard.press("Enter")
    visit.answers.filter(has_text="€310 million").wait_for()
    visit.answers.locator(".lead .cite").first.click()
    assert visit.marked()
    visit.page.keyboard.press("Escape")
    _choose(visit, "Delete message")
    visit.answers.filter(has_text="€310 million").wait_for(state="detached")


def _choose(visit: Visit, item: str) -> None:
    """Choose something in the menu of the first message of the channel."""
    message = visit.page.locator("#log .message").first
    message.hover()
    message.get_by_role("button", name="More actions").click()
    visit.page.get_by_role("menuitem", name=item).click()
