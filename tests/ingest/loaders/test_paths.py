"""Which files are read, under which names, and what is said of a folder that cannot be listed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.loaders.paths import is_file, load, source_files
from ingest.loaders.source import Failure, Loaded
from ingest.passages import parse
from tests.ingest.loaders.closed_paths import close
from tests.ingest.loaders.pdfs import pdf

MEMO = b"---\naudience: legal\n---\nA secret fact is here.\n"


def _loaded(*named: Path) -> list[Loaded]:
    return [source for source in load(source_files(named)) if isinstance(source, Loaded)]


def _link(link: Path, data: bytes) -> Path:
    """A link to a file whose name says nothing of its kind."""
    target = link.parent / "blobs" / f"{len(data)}f86d0"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    link.symlink_to(target)
    return link


def test_a_linked_file_is_of_the_kind_that_its_own_name_says(tmp_path: Path) -> None:
    link = _link(tmp_path / "memo-of-may.md", MEMO)
    for named in (link, tmp_path):
        [loaded] = _loaded(named)
        assert (loaded.doc_id, loaded.source, loaded.audience) == ("memo-of-may.md", str(link), "legal")


def test_a_linked_collection_and_a_linked_pdf_are_read_as_such(tmp_path: Path) -> None:
    _link(tmp_path / "rows.jsonl", b'{"doc_id": "r1", "text": "A row is here."}\n')
    _link(tmp_path / "the-order.pdf", pdf([[("", 12, "It is ordered.")]]))
    row, order = _loaded(tmp_path)
    assert (row.doc_id, row.source) == ("r1", f"{tmp_path}/rows.jsonl#r1")
    assert (order.doc_id, parse(order).title) == ("the-order.pdf", "The order")


def test_a_file_and_a_link_to_it_are_one_source(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A fact is here.\n")
    (tmp_path / "b.md").symlink_to("a.md")
    assert [loaded.doc_id for loaded in _loaded(tmp_path, tmp_path / "b.md")] == ["a.md"]


def test_a_link_that_leads_nowhere_and_a_hidden_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A fact is here.\n")
    (tmp_path / "b.md").symlink_to("none")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.md").write_text("A fact is there.\n")
    assert [file for file in source_files([tmp_path]) if not isinstance(file, Failure)] == [(tmp_path / "a.md", "a.md")]


def test_a_source_below_a_linked_folder_is_known_by_its_real_place(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("A fact is here.\n")
    (tmp_path / "linked").symlink_to("real")
    assert source_files([tmp_path / "linked"]) == [(tmp_path / "real" / "a.md", "a.md")]


def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "z.md").write_text("A fact is here.\n")
    close(tmp_path / "shut", monkeypatch)
    failure, loaded = load(source_files([tmp_path]))
    assert (
        str(failure) == f"{tmp_path}/shut: cannot be listed (Permission denied); check the folder and its permissions"
    )
    assert isinstance(loaded, Loaded)


def test_what_its_folder_hides_is_taken_for_a_file_and_what_is_missing_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    assert not is_file(tmp_path / "a.md")
    monkeypatch.setattr(Path, "stat", refuse)
    assert is_file(tmp_path / "a.md")
