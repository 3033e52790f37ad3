""" "Show quote": the passage, the words marked in it, and whether the source still says so."""

from __future__ import annotations

import json

import pytest

from bot.buttons import SHOW_QUOTE
from bot.database import open_database
from bot.local.slack import LocalSlack
from bot.tables import TABLES
from bot.transcript import Transcript
from retrieval.answer import Answer, Question
from tests.bot.answers import citation, echo
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.listeners.actions.pressing import opened, press
from tests.bot.sources import FINE, Sources

QUOTE = "Harbor Foods paid a fine of €40,000 in 2021."


def test_the_quote_stands_in_its_passage_with_its_words_marked(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, SHOW_QUOTE)
        blocks = json.loads(opened(slack))
    (passage,) = [block for block in blocks if block["type"] == "rich_text"]
    before, quoted, after = passage["elements"][0]["elements"]
    assert (before["text"], quoted["text"], after["text"]) == (
        "The fine\nIt began in 2019. ",
        QUOTE,
        " It denied it.",
    )
    assert quoted["style"] == {"bold": True}
    assert "still says this, word for word" in json.dumps(blocks)
    assert "secret" not in json.dumps(blocks)


@pytest.mark.parametrize(
    ("fine", "said"),
    [
        (FINE.replace("It began", "All of it began"), "says this in another place"),
        (FINE.replace("40,000", "50,000"), "*no longer says this*"),
        (None, "*no longer among the documents*"),
    ],
)
def test_a_source_that_has_moved_on_is_said_to_have(
    slack: LocalSlack, serve: Serve, sources: Sources, fine: str | None, said: str
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        sources.change(fine=fine)
        press(slack, reply, SHOW_QUOTE)
        blocks = opened(slack)
    assert said in blocks
    assert QUOTE in blocks


def test_words_that_moved_to_another_document_are_said_to_stand_there(
    slack: LocalSlack, serve: Serve, sources: Sources
) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        sources.change(fine=None, other=f"# Other\n\n{QUOTE}\n")
        press(slack, reply, SHOW_QUOTE)
        assert "another document does" in opened(slack)


def test_a_button_works_after_a_restart(slack: LocalSlack, serve: Serve, sources: Sources) -> None:
    with serve(sources.ask, holdings=sources.holdings):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
    with serve(sources.ask, holdings=sources.holdings):
        press(slack, reply, SHOW_QUOTE)
        assert QUOTE in opened(slack)


def test_without_the_stored_text_the_quote_alone_is_shown_and_it_says_so(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        press(slack, reply, SHOW_QUOTE)
        blocks = opened(slack)
    assert "is no longer stored" in blocks
    assert "The complaint asks for $1,000 for each member." in blocks


def test_an_answer_that_is_no_longer_kept_is_said_to_be_gone(
    slack: LocalSlack, serve: Serve, sources: Sources, settings: SettingsFor
) -> None:
    with serve(sources.ask):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        engine = open_database(settings().place, TABLES)
        Transcript(engine).forget(-1)
        engine.dispose()
        press(slack, reply, SHOW_QUOTE)
        assert "no longer kept" in opened(slack)


def test_one_of_many_sources_is_chosen_in_a_menu_and_nothing_in_it_is_markup(slack: LocalSlack, serve: Serve) -> None:
    hostile = "<!channel> *x* `y` <https://evil.example|z> \u202e" + "long " * 2000
    many = tuple(citation(n, title=f"{n} {hostile}", quote=f"{n} {hostile}", section=hostile) for n in range(1, 22))

    def ask(question: Question) -> Answer:
        return echo(question).model_copy(update={"citations": many})

    with serve(ask):
        reply = slack.wait_for_reply(slack.direct, slack.say(slack.direct, slack.person, "how much?"))
        menu = next(block for block in reply.blocks if block["type"] == "actions")["elements"][0]
        assert [option["value"].rpartition(":")[2] for option in menu["options"]] == [str(n) for n in range(1, 22)]
        press(slack, reply, SHOW_QUOTE, menu["options"][20]["value"])
        blocks = json.loads(opened(slack))
    assert blocks[0]["text"]["text"].startswith("[21] *21 &lt;!channel&gt;")
    (passage,) = [block for block in blocks if block["type"] == "rich_text"]
    assert passage["elements"][0]["elements"][0]["text"].startswith("21 <!channel>")
