"""A source cut at a citation's offsets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.play.quoting import in_source
from retrieval.answer import Citation
from retrieval.documents import Document, text_version
from retrieval.store import Store
from tests.bot.answers import citation


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.sqlite3")


def cited(store: Store, text: str, quote: str) -> Citation:
    """Store a text; the citation of a quote in it."""
    store.stage(Document(doc_id="d", title="D", text=text, passages=()))
    start = text.index(quote)
    return citation(version=text_version(text), start=start, end=start + len(quote), quote=quote)


def test_a_megabyte_is_cut_at_line_ends_and_says_how_much_is_left_out(store: Store) -> None:
    lines = [f"Line {number} says little.\n" for number in range(60_000)]
    text = "".join(lines)
    source = in_source(cited(store, text, "Line 30000 says little."), store)
    assert source is not None
    above, below = source["left_out"]
    assert text[above:].startswith(source["before"] + source["quoted"] + source["after"])
    assert above + len(source["before"] + source["quoted"] + source["after"]) + below == len(text)
    assert source["before"].startswith("Line ")
    assert source["after"].endswith("little.\n")
    assert len(source["before"]) < 50_000


def test_a_quote_inside_the_front_matter_keeps_it_in_the_text(store: Store) -> None:
    source = in_source(cited(store, "---\ntitle: The one\n---\nWords.\n", "The one"), store)
    assert source is not None
    assert (source["front"], source["before"]) == ("", "---\ntitle: ")


def test_a_quote_that_is_not_what_stands_there_is_told(store: Store) -> None:
    right = cited(store, "These are the words.", "the words")
    source = in_source(right.model_copy(update={"quote": "other words"}), store)
    assert source is not None
    assert source["verbatim"] is False


def test_a_version_that_is_gone_is_none(store: Store) -> None:
    assert in_source(citation(), store) is None
