from urllib.parse import unquote

import pytest

from retrieval.links import deep_link, page_of

_URL = "https://example.org/a?b=1"
_LONG = (
    "The court, which sat on 3 March - a Monday - in Harbor Town, heard both sides and took it all under advisement."
)


def _fragment(text: str, quote: str, *, last: bool = False) -> str:
    start = text.rindex(quote) if last else text.index(quote)
    link = deep_link(_URL, _URL, text, start, start + len(quote))
    assert link.startswith(f"{_URL}#:~:text=")
    return link.removeprefix(f"{_URL}#:~:text=")


def test_a_short_quote_is_named_whole_and_nothing_in_it_is_taken_for_syntax() -> None:
    assert _fragment("Yes & no, well-known: 5%.", "Yes & no, well-known: 5%.") == (
        "Yes%20%26%20no%2C%20well%2Dknown%3A%205%25."
    )
    assert _fragment("§ 5 “ja”", "§ 5 “ja”") == "%C2%A7%205%20%E2%80%9Cja%E2%80%9D"


def test_a_long_quote_is_named_by_its_ends() -> None:
    first, last = _fragment(_LONG, _LONG).split(",")
    assert (unquote(first), unquote(last)) == ("The court, which sat on", "took it all under advisement.")


def test_a_quote_that_stands_there_twice_is_told_by_the_words_around_it() -> None:
    text = "It failed. The end.\n\nAs the judge then wrote: It failed. Hale agreed with that.\n"
    assert _fragment(text, "It failed.") == "It%20failed."
    parts = _fragment(text, "It failed.", last=True).split(",")
    assert [unquote(part) for part in parts] == ["the judge then wrote:-", "It failed.", "-Hale agreed with that."]


def test_cells_of_a_table_are_not_looked_for_with_the_line_between_them() -> None:
    text = "Plan | Price\n\nBasic | in any town | $10 a month\n"
    assert _fragment(text, "Basic | in any town | $10 a month") == "Basic,%2410%20a%20month"


def test_white_space_and_markers_are_as_on_the_page() -> None:
    assert unquote(_fragment("One\nline [3]  more.", "One\nline [3]  more.")) == "One line [3] more."


def test_an_anchor_is_kept_and_an_older_fragment_is_not() -> None:
    assert deep_link("a.html", f"{_URL}#part:~:text=old", "It failed.", 0, 10) == f"{_URL}#part:~:text=It%20failed."


@pytest.mark.parametrize("doc_id", ["folder/report.pdf", "https://example.org/report"])
def test_a_pdf_is_opened_at_its_page(doc_id: str) -> None:
    text = "First.\n\fSecond.\n\f"
    assert [page_of(doc_id, text, place) for place in (0, 8)] == [1, 2]
    assert deep_link(doc_id, f"{_URL}#x", text, 8, 15) == f"{_URL}#page=2"


@pytest.mark.parametrize(
    ("doc_id", "url"),
    [("our-own.md", _URL), ("memo.docx", _URL), ("page.html", ""), ("page.html", "file:///page"), ("a.pdf", "")],
)
def test_there_is_no_link_where_none_would_lead_to_the_words(doc_id: str, url: str) -> None:
    assert deep_link(doc_id, url, "It failed.\f", 0, 10) == ""
    assert page_of("our-own.md", "It failed.\f", 0) is None
