"""What sort of source a citation comes from, from the front matter to the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Failure, Loaded
from ingest.passages import parse
from retrieval.answer import Question
from retrieval.assistant import Assistant
from retrieval.reliability import SORTS, sort_of_source
from tests.conftest import ROOT


def _read(path: Path) -> list[Loaded | Failure]:
    return list(load(source_files([path])))


def test_every_article_of_the_corpus_says_what_sort_of_source_it_is() -> None:
    documents = [parse(loaded) for loaded in _read(ROOT / "corpus") if isinstance(loaded, Loaded)]
    assert {document.reliability for document in documents} == SORTS.keys()
    assert [document.kind for document in documents if document.reliability == "digest"] == ["digest"]


def test_a_line_of_jsonl_may_say_it_too(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"doc_id": "a", "text": "A fact.", "reliability": "primary"}\n')
    [loaded] = _read(tmp_path / "a.jsonl")
    assert isinstance(loaded, Loaded)
    assert loaded.reliability == "primary"


@pytest.mark.parametrize(
    ("reliability", "shown"),
    [("primary", "primary source"), ("press", "press report"), ("memo", "memo"), ("", "unclassified source")],
)
def test_each_sort_is_named_in_words(reliability: str, shown: str) -> None:
    assert sort_of_source(reliability) == shown


@pytest.mark.xdist_group("model")
def test_every_citation_carries_what_its_source_says_of_itself(assistant: Assistant) -> None:
    answer = assistant.ask(Question(question="When was the lawsuit against LinkedIn filed?"))
    said = {loaded.doc_id: loaded.reliability for loaded in _read(ROOT / "corpus") if isinstance(loaded, Loaded)}
    cited = (*answer.citations, *answer.nearest)
    assert cited
    assert all(citation.reliability == said[citation.doc_id] for citation in cited)
