"""What an answer looks like in Slack."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from bot.buttons import Offers, row
from bot.local.limits import check_blocks
from bot.message import MAX_CHARS, Block, Message, fits, notice
from bot.render import NOT_ANSWERED, render
from retrieval.answer import Answer, CitedReference, Disagreement, DisagreementVersion, Scope, Status
from tests.bot.answers import answer, citation

HOSTILE = "<!channel> <@U1> &lt; `[1]` <javascript:alert(1)|x> \u202e\u200b\x07 *b* "


def texts(blocks: Iterable[Block]) -> list[str]:
    """Every piece of text that is shown, in order."""
    return [item["text"] for block in blocks for item in (block.get("elements") or [block["text"]])]


def characters(message: Message) -> int:
    return len(json.dumps(message.blocks, ensure_ascii=False))


def test_an_answer_links_its_markers_and_shows_quote_source_and_references() -> None:
    message = render(answer())
    assert message.text == "They ask for $1,000 for each member. [1]"
    assert texts(message.blocks) == [
        "They ask for $1,000 for each member. <https://law.example/1|[1]>",
        "<https://law.example/1|[1]> “The complaint asks for $1,000 for each member.”",
        "press report · The privacy suit, part 1 · Law Weekly · 2025-01-23 · The demands",
        "per <https://court.example/complaint.pdf|[8]>",
        "elsewhere in this sentence: <https://news.example/nine|[9]>",
        "references of the document: <https://news.example/one|[1]> <https://news.example/two|[2]>",
    ]


def test_a_citation_without_an_address_or_details_is_shown_with_what_there_is() -> None:
    bare = citation(url="", title="", publisher="", published="", reliability="", section="", references=())
    assert texts(render(answer(citations=(bare,))).blocks) == [
        "They ask for $1,000 for each member. [1]",
        "[1] “The complaint asks for $1,000 for each member.”",
        "unclassified source",
    ]


def test_a_number_in_the_text_that_is_no_citation_stays_text() -> None:
    assert texts(render(answer("See note [7]. [1]")).blocks)[0] == "See note [7]. <https://law.example/1|[1]>"


def test_the_notification_is_the_first_line() -> None:
    assert render(answer("First & foremost. [1]\nSecond.")).text == "First &amp; foremost. [1]"


def test_every_version_of_a_disagreement_is_shown() -> None:
    versions = (
        DisagreementVersion(value="$1,000", citations=(1,)),
        DisagreementVersion(value="$5,000", citations=(2,)),
    )
    message = render(
        answer(
            status=Status.CONFLICTING,
            citations=(citation(1), citation(2)),
            disagreements=(Disagreement(about="the sum", versions=versions, why_first="more sources give it"),),
        )
    )
    assert texts(message.blocks)[1] == (
        "The sources disagree about the sum:\n"
        "• $1,000 <https://law.example/1|[1]> press report, 2025-01-23\n"
        "• $5,000 <https://law.example/2|[2]> press report, 2025-01-23\n"
        "The first is first because more sources give it."
    )


def test_what_the_sources_disagree_about_does_not_repeat_the_question() -> None:
    versions = tuple(DisagreementVersion(value=value, citations=(n,)) for n, value in enumerate(("$1", "$5"), 1))
    stated = Disagreement(about="the number (How much? – And in March?)", versions=versions)
    asked = answer(status=Status.CONFLICTING, citations=(citation(1), citation(2)), disagreements=(stated,))
    shown = [
        texts(render(asked.model_copy(update={"question": each})).blocks)[1] for each in ("And in March?", "When?")
    ]
    assert shown[0].startswith("The sources disagree about the number:\n")
    assert shown[1].startswith("The sources disagree about the number (How much? – And in March?):\n")


def test_not_found_says_so_and_labels_what_is_nearest() -> None:
    message = render(
        answer(
            "",
            status=Status.NOT_FOUND,
            citations=(),
            nearest=(citation(),),
            reason="weak match",
            confidence=0.1,
        )
    )
    shown = texts(message.blocks)
    assert message.text == NOT_ANSWERED
    assert shown[0] == f"{NOT_ANSWERED}\nWhy: weak match."
    assert "Do *not* take them for an answer" in shown[1]
    assert shown[2].startswith("<https://law.example/1|[1]> Not an answer: “")


def test_unclear_shows_what_to_ask() -> None:
    message = render(answer("Which of the two suits do you mean?", status=Status.UNCLEAR, citations=()))
    assert texts(message.blocks) == ["Which of the two suits do you mean?"]


def test_an_answer_of_nothing_visible_is_not_an_empty_message() -> None:
    assert render(answer("\u200b", citations=())).text == NOT_ANSWERED


def hostile() -> Answer:
    changes = dict.fromkeys(("title", "publisher", "published", "reliability", "section", "quote"), HOSTILE)
    references = (CitedReference(marker="<!here>", url="javascript:alert(1)", scope=Scope.CLAUSE),)
    source = citation(1, url="https://x.example/|<!here>", references=references, **changes)
    version = DisagreementVersion(value=HOSTILE, citations=(1,))
    disagreement = Disagreement(about=HOSTILE, versions=(version, version), why_first=HOSTILE)
    return answer(HOSTILE, citations=(source,), disagreements=(disagreement,))


def test_nothing_in_an_answer_comes_to_life() -> None:
    message = render(hostile())
    whole = message.text + json.dumps(message.blocks, ensure_ascii=False)
    for live in ("<!", "<@", "<#", "<javascript", "`", "\u202e", "\u200b", "\x07", "\\u0007"):
        assert live not in whole
    assert "&lt;!channel&gt;" in message.text


def test_every_text_is_verbatim() -> None:
    for block in render(hostile()).blocks:
        for item in block.get("elements") or [block["text"]]:
            assert item["verbatim"] is True


SIZES: list[dict[str, Any]] = [
    {"text": "word " * 2000},
    {"text": "w" * 5_000_000},
    {"text": "& " * 3000},
    {"text": "[1] " * 1000},
    {"citations": tuple(citation(n, quote="word " * 1000) for n in range(1, 4))},
    {"citations": tuple(citation(n) for n in range(1, 26))},
    {"citations": tuple(citation(n, quote='"' * 4000, title="\\" * 500) for n in range(1, 200))},
    {"citations": (citation(url="https://x.example/" + "&" * 1900),)},
    {
        "citations": (
            citation(references=tuple(CitedReference(marker=str(n), url=f"https://x.example/{n}") for n in range(300))),
        )
    },
    {
        "text": '"' * 3000,
        "citations": tuple(citation(n, url=f"https://x.example/{n}/" + "a" * 1900) for n in range(1, 60)),
        "disagreements": tuple(
            Disagreement(
                about='"' * 1000,
                versions=tuple(DisagreementVersion(value='"' * 900, citations=tuple(range(1, 30))) for _ in range(9)),
                why_first='"' * 900,
            )
            for _ in range(9)
        ),
    },
]


@pytest.mark.parametrize("changes", SIZES, ids=range(len(SIZES)))
def test_an_answer_of_any_size_fits_and_names_a_source(changes: dict[str, Any]) -> None:
    message = render(answer(**changes))
    assert fits(message.blocks)
    assert check_blocks(list(message.blocks))
    assert "The privacy suit" in str(texts(message.blocks)) or "\\" in str(texts(message.blocks))


def test_quotes_are_shortened_before_a_source_is_left_out() -> None:
    many = tuple(citation(n, quote="word " * 500) for n in range(1, 16))
    message = render(answer(citations=many))
    shown = str(texts(message.blocks))
    assert all(f"The privacy suit, part {n} " in shown for n in range(1, 16))
    assert "word…”" in shown


def test_sources_that_do_not_fit_are_counted() -> None:
    message = render(answer(citations=tuple(citation(n) for n in range(1, 101))))
    last = texts(message.blocks)[-1]
    shown = sum("“" in text for text in texts(message.blocks))
    assert last == f"Sources that do not fit into this message: {100 - shown}."


def test_blocks_fit_up_to_the_limits_and_not_beyond() -> None:
    block = notice("x").blocks[0]
    assert fits([block] * 50)
    assert not fits([block] * 51)
    frame = characters(Message("", (block,))) - 1
    blocks = [{**block, "text": {**block["text"], "text": "x" * (MAX_CHARS - frame)}}]
    assert fits(blocks)
    blocks[0]["text"]["text"] += "x"
    assert not fits(blocks)


def test_a_notice_is_one_escaped_line_of_at_most_a_section() -> None:
    message = notice("No <index>\nhere. " + "word " * 1000)
    assert message.text.startswith("No &lt;index&gt; here. ")
    assert len(message.blocks[0]["text"]["text"]) <= 3000


def test_a_number_opens_the_quote_where_the_source_can_be_opened_there() -> None:
    at_quote = "https://law.example/1#:~:text=The%20complaint"
    shown = texts(render(answer(citations=(citation(link=at_quote),))).blocks)
    assert shown[0].endswith(f"<{at_quote}|[1]>")
    assert shown[1].startswith(f"<{at_quote}|[1]> “")


def test_a_link_that_slack_cannot_take_gives_way_to_the_address() -> None:
    too_long = "https://law.example/1#:~:text=" + "a" * 2000
    assert texts(render(answer(citations=(citation(link=too_long),))).blocks)[0].endswith("<https://law.example/1|[1]>")


def test_long_links_do_not_cost_the_answer_its_words() -> None:
    sources = tuple(citation(n, link=f"https://law.example/{n}#:~:text=" + "a" * 900) for n in range(1, 6))
    text = " ".join(f"Sentence {n}. [{n}]" for n in range(1, 6))
    lead = texts(render(answer(text, citations=sources)).blocks)[0]
    assert lead.endswith("Sentence 5. <https://law.example/5|[5]>")


def test_why_an_answer_is_what_it_is_stands_beneath_it() -> None:
    blocks = render(answer(reason="The question was read with “Who sued?” before it <@U1>.")).blocks
    assert blocks[1]["type"] == "context"
    assert texts(blocks)[1] == "The question was read with “Who sued?” before it &lt;@U1&gt;."


def test_an_unclear_question_gets_what_to_ask_and_why_and_no_sources() -> None:
    text = "What do you mean by “it”?\nName it, and ask again."
    unclear = answer(text, status=Status.UNCLEAR, nearest=(citation(),), reason="“it” refers to nothing said")
    blocks = render(unclear).blocks
    assert texts(blocks) == [text, "“it” refers to nothing said"]


@pytest.mark.parametrize(
    ("text", "phrase", "shown"),
    [
        ("They ask for $1,000 each. [1]", "$1,000", "They ask for *$1,000* each. <https://law.example/1|[1]>"),
        ("R&D costs <5%>. [1]", "<5%>", "R&amp;D costs *&lt;5%&gt;*. <https://law.example/1|[1]>"),
        ("It is amply told & amp. [1]", "amp", "It is amply told &amp; *amp*. <https://law.example/1|[1]>"),
        ("In 2024 it was so. [1]", "2025", "In 2024 it was so. <https://law.example/1|[1]>"),
        ("It cost 12,000. [1]", "2,000", "It cost 12,000. <https://law.example/1|[1]>"),
        ("It is *so*. [1]", "*so*", "It is *so*. <https://law.example/1|[1]>"),
    ],
)
def test_the_exact_phrase_is_bold_where_it_stands_on_its_own(text: str, phrase: str, shown: str) -> None:
    assert texts(render(answer(text, short_answer=phrase)).blocks)[0] == shown


@pytest.mark.parametrize("number", [1, 2, 21])
def test_everything_that_can_be_pressed_fits_beneath_and_no_source_is_left_out(number: int) -> None:
    long = "https://law.example/" + "x" * 100
    many = tuple(
        citation(n, title="T" * 300, quote="q " * 500, url=f"{long}{n}", link=f"{long}{n}#:~:text=" + "y" * 150)
        for n in range(1, number + 1)
    )
    given = answer(id="a" * 32, citations=many)
    message = render(given, row(given, Offers(keeping=True, person=True)))
    check_blocks(list(message.blocks))
    shown = json.dumps(message.blocks)
    assert all(f"|[{n}]>" in shown for n in range(1, number + 1))
    assert "do not fit" not in shown
