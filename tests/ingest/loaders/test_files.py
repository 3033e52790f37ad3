"""Fields of front matter that are written in unusual ways."""

from __future__ import annotations

import pytest

from ingest.loaders.files import load_markdown, load_text
from ingest.loaders.source import Loaded, Raw
from ingest.passages import parse
from retrieval.documents import Reference
from retrieval.rows import fingerprint


def _load(fields: str) -> Loaded:
    loaded = load_markdown(Raw("a.md", "a.md", f"---\n{fields}\n---\nA fact is here [1].\n".encode()))
    assert isinstance(loaded, Loaded), loaded
    return loaded


def test_a_character_that_is_escaped_in_halves_is_one_character() -> None:
    halves = r'"\ud83d\ude80 launch"'
    loaded = _load(f"title: {halves}\nid: {halves}\naudience: {halves}\nreferences: [{{publisher: {halves}}}]")
    assert (loaded.title, loaded.doc_id, loaded.audience) == ("🚀 launch", "🚀 launch", "🚀 launch")
    assert loaded.references == (Reference("1", "", "🚀 launch"),)
    assert fingerprint(parse(loaded))


def test_half_a_character_is_shown_as_one_that_cannot_be_read() -> None:
    loaded = _load(r'title: "A \ud83d title"' + "\n" + r'references: {"\ude80": "https://example.org/\ud83d"}')
    assert (loaded.title, loaded.references) == ("A � title", (Reference("�", "https://example.org/�"),))
    assert fingerprint(parse(loaded))


@pytest.mark.parametrize("second", ["https://example.org/2", "{url: https://example.org/2}"])
def test_references_by_marker_may_be_described(second: str) -> None:
    loaded = _load(
        f"references:\n  1: {{url: https://example.org/1, publisher: The Example, date: 2025-01-23}}\n  2: {second}"
    )
    assert loaded.references == (
        Reference("1", "https://example.org/1", "The Example", "2025-01-23"),
        Reference("2", "https://example.org/2"),
    )


def test_a_plain_text_is_called_by_its_name() -> None:
    loaded = load_text(Raw("the-fee.txt", "docs/the-fee.txt", b"Fees\n\nThe fee is 50 dollars.\n"))
    assert isinstance(loaded, Loaded)
    assert parse(loaded).title == "The fee"
