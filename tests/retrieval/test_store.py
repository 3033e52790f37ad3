import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest.loaders.source import Loaded
from ingest.passages import parse
from retrieval.audience import EVERYONE
from retrieval.documents import Document, Reference, text_version
from retrieval.rows import fingerprint
from retrieval.store import Store

TEXT = "# Title\n\nThe first fact [1].\n\n## Part\n\nThe second fact [2], and more [1].\n"
REFERENCES = (Reference("1", "https://a.org", "A", "2024-01-01"), Reference("2", "https://b.org"))


def _document(doc_id: str, text: str = TEXT, **fields: str) -> Document:
    return parse(Loaded(doc_id, text, f"/sources/{doc_id}", markdown=True, references=REFERENCES, **fields))  # type: ignore[arg-type]


def _live(store: Store, *documents: Document, removed: tuple[str, ...] = (), generation: str = "1") -> None:
    for document in documents:
        store.stage(document)
    store.switch({document.doc_id: fingerprint(document) for document in documents}, removed, generation)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.sqlite3")


def test_a_staged_version_is_not_live_before_the_switch(store: Store) -> None:
    document = _document("a")
    keys = [each.key for each in store.stage(document)]
    assert (store.count(), store.current_version("a"), store.by_key(keys)) == ((0, 0), None, {})
    store.switch({"a": fingerprint(document)}, (), "1")
    assert (store.count(), store.current_version("a")) == ((1, 2), document.version)
    assert store.by_key(keys).keys() == set(keys)


def test_a_passage_comes_back_as_it_was_with_its_document(store: Store) -> None:
    document = _document("a", publisher="Press", published="2025-01-23", url="https://press.org", kind="press")
    _live(store, document)
    found = [store.by_row([row])[row] for row in sorted(store.rows_of(["a"]))]
    assert [stored.passage for stored in found] == list(document.passages)
    info = found[0].document
    assert (info.title, info.publisher, info.published) == ("Title", "Press", "2025-01-23")
    assert (info.url, info.kind, info.references) == ("https://press.org", "press", REFERENCES)


@pytest.mark.parametrize("text", [TEXT, "Line.\r\nNext.\r\n", "A fact.\0Another 𝄞 é fact.\n\n", "\ufeffA fact."])
def test_a_text_is_kept_to_the_character(store: Store, text: str) -> None:
    document = _document("a", text)
    _live(store, document)
    assert store.text(document.version) == text
    assert document.version == text_version(text)


def test_the_text_of_an_old_version_stays_and_its_passages_go(store: Store) -> None:
    old, new = _document("a"), _document("a", "Another fact.")
    _live(store, old)
    _live(store, new, generation="2")
    store.drop_stale_passages()
    assert (store.count(), store.current_version("a")) == ((1, 1), new.version)
    assert store.text(old.version) == TEXT


def test_passages_are_counted_in_an_index_of_an_earlier_release_too(store: Store, tmp_path: Path) -> None:
    _live(store, _document("a"))
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as db, db:
        db.execute("DELETE FROM meta WHERE key = 'passages'")
    assert store.count() == (1, 2)


def test_a_document_that_returns_to_an_old_version_is_whole_again(store: Store) -> None:
    old = _document("a")
    for generation, document in enumerate((old, _document("a", "Another fact."), old), start=1):
        _live(store, document, generation=str(generation))
        store.drop_stale_passages()
    assert (store.count(), store.current_version("a")) == ((1, 2), old.version)


def test_one_text_under_two_names_is_two_documents(store: Store) -> None:
    _live(store, _document("a"), _document("b"))
    assert (store.count(), store.rows_of(["a"]) & store.rows_of(["b"])) == ((2, 4), set())


def test_what_will_be_live_and_what_will_leave_is_known_before_the_switch(store: Store) -> None:
    old, kept, gone = _document("a"), _document("b"), _document("c")
    _live(store, old, kept, gone)
    new = _document("a", "Another fact.")
    store.stage(new)
    live = {"a": fingerprint(new), "b": fingerprint(kept)}
    texts = [passage.text for _, passage in store.shelf(live, ["c"], EVERYONE)]
    assert texts == ["Title\nThe first fact.", "Title > Part\nThe second fact, and more.", "a\nAnother fact."]
    leaving = store.leaving(live, ["c"])
    store.switch(live, ["c"], "2")
    assert (len(leaving), store.by_key(leaving), store.count()) == (4, {}, (2, 3))


def test_a_change_of_what_is_shown_makes_another_fingerprint() -> None:
    changes: list[dict[str, str]] = [
        {"title": "Other"},
        {"publisher": "P"},
        {"published": "2025"},
        {"url": "https://x"},
    ]
    prints = {fingerprint(_document("a", **change)) for change in [{}, *changes]}
    assert len(prints) == 1 + len(changes)


def test_more_rows_than_a_statement_takes_are_found(store: Store) -> None:
    documents = [_document(f"d{number}") for number in range(501)]
    _live(store, *documents)
    rows = sorted(store.rows_of([document.doc_id for document in documents]))
    assert len(rows) == len(store.by_row(rows)) == 1002


def test_an_embedding_is_kept_by_its_text(store: Store) -> None:
    assert not store.has_embeddings()
    store.keep_embeddings({"one": np.array([0.25, -1.0], np.float32), "two": np.array([1.0, 0.0], np.float32)})
    found = store.embeddings(["two", "three", "one"])
    assert store.has_embeddings()
    assert {text: vector.tolist() for text, vector in found.items()} == {"one": [0.25, -1.0], "two": [1.0, 0.0]}
    assert all(vector.dtype == np.float32 for vector in found.values())


def test_facts_about_the_index_outlive_the_process_that_wrote_them(tmp_path: Path) -> None:
    first = Store(tmp_path / "s")
    first.set_meta("model", "a")
    first.set_meta("model", "b")
    first.close()
    again = Store(tmp_path / "s")
    assert (again.meta("model"), again.meta("other")) == ("b", None)


def test_a_store_in_a_folder_that_takes_no_writing_is_read_without_a_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path / "store.sqlite3").close()
    assert [each.name for each in tmp_path.iterdir()] == ["store.sqlite3"]
    monkeypatch.setattr("os.access", lambda *given: not given[1] & os.W_OK)
    store = Store(tmp_path / "store.sqlite3")
    assert store.current_ids() == {}
    assert [each.name for each in tmp_path.iterdir()] == ["store.sqlite3"]
    store.close()
