"""What a citation says of its source is checked, against an index and against the files alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.folder import Folder
from retrieval.answer import Answer, CitedReference, Question
from retrieval.assistant import Assistant
from retrieval.described import Described, misdescribed
from retrieval.index import Index
from retrieval.view import View
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

ARTICLE = """---
title: The fine
publisher: The Gazette
published: 2021-03-04
url: https://gazette.example/fine
reliability: press
references:
  - {marker: "1", url: "https://court.example/order", publisher: The court}
---

Harbor Foods paid a fine of €40,000 in 2021 [1].
"""


@pytest.fixture(params=["index", "folder"])
def sources(request: pytest.FixtureRequest, tmp_path: Path) -> Described:
    """The article in an index, and as a file."""
    folder = written(tmp_path / "sources", fine=ARTICLE)
    ingested(tmp_path / "index", folder)
    return Folder(folder) if request.param == "folder" else View(Index.open(tmp_path / "index", MODEL), ())


@pytest.fixture
def answer(tmp_path: Path, sources: Described) -> Answer:
    assert sources  # the index is there
    assistant = Assistant(Index.open(tmp_path / "index", MODEL), HashEmbedding(), None)
    found = assistant.ask(Question(question="How much was the fine that Harbor Foods paid?"))
    assert found.citations or found.nearest
    return found.model_copy(update={"citations": found.citations or found.nearest, "nearest": ()})


def _with(answer: Answer, **changes: object) -> Answer:
    return answer.model_copy(update={"citations": (answer.citations[0].model_copy(update=changes),)})


def test_what_the_source_says_of_itself_is_so(answer: Answer, sources: Described) -> None:
    assert list(misdescribed(answer, sources)) == []


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("title", "The acquittal"),
        ("publisher", "The Supreme Court"),
        ("published", "2025-01-01"),
        ("kind", "report"),
        ("reliability", "primary"),
        ("url", "https://evil.example"),
        ("link", "https://evil.example"),
        ("page", 3),
    ],
)
def test_a_forged_word_on_the_source_is_named(answer: Answer, sources: Described, name: str, forged: object) -> None:
    [found] = misdescribed(_with(answer, **{name: forged}), sources)
    assert found.startswith(f"[1] {name} ")


def test_a_forged_reference_is_named(answer: Answer, sources: Described) -> None:
    forged = CitedReference(marker="1", url="https://evil.example")
    [found] = misdescribed(_with(answer, references=(forged,)), sources)
    assert "https://evil.example" in found


def test_of_a_version_that_is_not_there_nothing_can_be_said(answer: Answer, sources: Described) -> None:
    assert list(misdescribed(_with(answer, version="0" * 64, publisher="Nobody"), sources)) == []
