"""Passages on their way from the documents into the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.job import ingest
from retrieval.index import Index, writing
from tests.embedder import HashEmbedding


class Shrinking(HashEmbedding):
    """Gives shorter vectors from the second batch on, which Chroma refuses."""

    def _get_text_embedding(self, text: str) -> list[float]:
        vector = super()._get_text_embedding(text)
        return vector if self.seen <= 2 else vector[:-1]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f'{{"doc_id": "d{n}", "text": "Fact number {n} stands here."}}\n' for n in range(50)))
    return file


def test_all_of_them_arrive_however_few_are_embedded_at_once(source: Path, tmp_path: Path) -> None:
    with writing(tmp_path / "index", "hash") as index:
        assert ingest(index, [source], HashEmbedding, at_once=4).embedded == 50
    opened = Index.open(tmp_path / "index", "hash")
    keys = [each.key for each in opened.store.live_texts()]
    assert len(keys) == 50
    assert opened.vectors.missing(keys) == set()


def test_a_text_that_many_have_is_read_once_however_soon_it_comes_again(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f'{{"doc_id": "d{n}", "title": "T", "text": "One fact, often."}}\n' for n in range(9)))
    embedder = HashEmbedding()
    with writing(tmp_path / "index", "hash") as index:
        assert ingest(index, [file], lambda: embedder, at_once=1).embedded == 1
        assert index.store.count() == (9, 9)
    assert embedder.seen == 1


def test_what_chroma_refuses_ends_the_ingest_and_nothing_becomes_live(source: Path, tmp_path: Path) -> None:
    shrinking = Shrinking()
    with (
        writing(tmp_path / "index", "hash") as index,
        pytest.raises(Exception, match="dimension"),
    ):
        ingest(index, [source], lambda: shrinking, at_once=2)
    with writing(tmp_path / "index", "hash") as index:
        assert index.store.count() == (0, 0)
