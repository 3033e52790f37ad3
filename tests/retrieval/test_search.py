"""What a search gives, over a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.index import Index
from retrieval.search import Hit, search
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

HERRING = "# Fish\n\nThe fact is about herring of the north.\n"
QUESTION = "What is the fact about herring?"


def _found(folder: Path, count: int, **articles: str) -> list[Hit]:
    ingested(folder / "index", written(folder / "sources", **articles))
    vector = HashEmbedding().get_query_embedding(QUESTION)
    return search(Index.open(folder / "index", MODEL), QUESTION, vector, count)


@pytest.mark.parametrize(("count", "found"), [(2, ["a.md", "c.md"]), (9, ["a.md", "c.md", "b.md"])])
def test_a_copy_under_the_same_heading_takes_no_other_passage_s_place(
    tmp_path: Path, count: int, found: list[str]
) -> None:
    hits = _found(tmp_path, count, a=HERRING, b=HERRING, c=HERRING.replace("north", "south"))
    assert [hit.stored.document.doc_id for hit in hits] == found


def test_the_same_words_under_another_heading_are_another_passage(tmp_path: Path) -> None:
    hits = _found(tmp_path, 2, a=HERRING, b=HERRING.replace("# Fish", "# Catch"))
    assert {hit.stored.document.doc_id for hit in hits} == {"a.md", "b.md"}
