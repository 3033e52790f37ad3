"""What a search gives, over a real index."""

from __future__ import annotations

from pathlib import Path

from retrieval.index import Index
from retrieval.search import Hit, search
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

HERRING = "# Fish\n\nThe fact is about herring of the north.\n"
QUESTION = "What is the fact about herring?"


def _found(folder: Path, **articles: str) -> list[Hit]:
    ingested(folder / "index", written(folder / "sources", **articles))
    vector = HashEmbedding().get_query_embedding(QUESTION)
    return search(Index.open(folder / "index", MODEL), QUESTION, vector, 10)


def test_copies_under_one_heading_are_read_once(tmp_path: Path) -> None:
    hits = _found(tmp_path, a=HERRING, b=HERRING, c=HERRING.replace("north", "south"))
    assert [hit.stored.document.doc_id for hit in hits] == ["a.md", "c.md"]


def test_the_same_words_under_another_heading_are_another_passage(tmp_path: Path) -> None:
    hits = _found(tmp_path, a=HERRING, b=HERRING.replace("# Fish", "# Catch"))
    assert {hit.stored.document.doc_id for hit in hits} == {"a.md", "b.md"}
