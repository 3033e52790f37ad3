"""Where front matter begins and ends, and what only looks like it."""

from __future__ import annotations

import pytest

from ingest.loaders.files import load_markdown
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.passages import parse
from retrieval.markers import shown


def _load(text: str) -> Loaded | Failure:
    return load_markdown(Raw("a.md", "a.md", text.encode()))


def _read(text: str) -> tuple[str, list[str]]:
    """The title and the sentences."""
    loaded = _load(text)
    assert isinstance(loaded, Loaded), loaded
    document = parse(loaded)
    sentences = (sentence for passage in document.passages for sentence in passage.sentences)
    return document.title, [shown(text[sentence.start : sentence.end]) for sentence in sentences]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_fields_between_two_lines_of_dashes_are_front_matter(end: str, mark: str) -> None:
    text = mark + end.join(["---", "# a comment", "title: The tins", "tags: [a]", "--- ", "", "A fact.", ""])
    assert _read(text) == ("The tins", ["A fact."])


def test_dashes_inside_a_line_close_nothing() -> None:
    text = "---\ntitle: The tins --- a story\nurl: https://a.org/---\n---\n\nA fact.\n"
    assert _read(text) == ("The tins --- a story", ["A fact."])


@pytest.mark.parametrize("line", ["summary: |\n  ---", "summary: x---", "summary: 'x\n  --- y'"])
def test_only_a_line_of_nothing_but_dashes_closes(line: str) -> None:
    assert _read(f"---\ntitle: The tins\n{line}\n---\nA fact.\n") == ("The tins", ["A fact."])


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("---\n\nA fact is here.\n\n---\n\nAnother fact.\n", ["A fact is here.", "Another fact."]),
        ("---\n\nNote: a fact is here.\n\n---\n\nAnother fact.\n", ["Note: a fact is here.", "Another fact."]),
        ("---\nA fact is here.\n\n---\nAnother fact.\n", ["A fact is here.", "Another fact."]),
        ("---\nA fact is here.\n", ["A fact is here."]),
        ("----\ntitle: x\n\n----\n\nA fact.\n", ["title: x", "A fact."]),
    ],
)
def test_a_line_across_the_page_is_none(text: str, sentences: list[str]) -> None:
    assert _read(text) == ("a.md", sentences)


def test_empty_front_matter_is_front_matter() -> None:
    assert _read("---\n---\nA fact.\n")[1] == ["A fact."]


@pytest.mark.parametrize("fields", ["title: [x", "title: x\n- y", "references: 3"])
def test_fields_that_cannot_be_read_are_named_and_not_taken_for_text(fields: str) -> None:
    failure = _load(f"---\n{fields}\n---\n\nA fact.\n")
    assert isinstance(failure, Failure)
    assert "mend the YAML" in failure.problem
