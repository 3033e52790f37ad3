"""``prune`` removes what is gone, and nothing whose source only could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.index import Index
from tests.ingest.loaders.closed_paths import close
from tests.retrieval.indexed import MODEL, ingested, written

ROWS = '{"doc_id": "r1", "text": "A row is here."}\n{"doc_id": "r2", "text": "Another row is here."}\n'


def _sources(folder: Path) -> dict[str, str]:
    index = Index.open(folder, MODEL)
    live = index.store.current_ids()
    index.close()
    return live


def test_what_stands_below_a_folder_that_cannot_be_listed_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = written(tmp_path / "v", a="A fact is here.\n", b="A fact is gone.\n")
    written(sources / "shut", c="A fact is hidden.\n")
    written(sources / "shut" / "deep", d="A fact is hidden deeper.\n")
    ingested(tmp_path / "index", sources)
    (sources / "b.md").unlink()
    close(sources / "shut", monkeypatch)
    summary = ingested(tmp_path / "index", sources, prune=True)
    assert (summary.removed, [failure.where for failure in summary.failed]) == (["b.md"], [str(sources / "shut")])
    assert set(_sources(tmp_path / "index")) == {"a.md", "shut/c.md", "shut/deep/d.md"}


@pytest.mark.parametrize("name", ["rows.jsonl", "ROWS.JSONL"])
def test_the_rows_of_a_collection_with_a_line_that_cannot_be_read_are_kept(tmp_path: Path, name: str) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / name).write_text(ROWS)
    ingested(tmp_path / "index", tmp_path / "v")
    (tmp_path / "v" / name).write_text(ROWS.replace('"r2"', "r2"))
    summary = ingested(tmp_path / "index", tmp_path / "v", prune=True)
    assert (summary.unchanged, summary.removed, len(summary.failed)) == (["r1"], [], 1)


def test_a_folder_that_was_moved_is_known_by_its_new_place(tmp_path: Path) -> None:
    old = written(tmp_path / "old", a="A fact is here.\n", b="Another fact is here.\n")
    ingested(tmp_path / "index", old)
    new = old.rename(tmp_path / "new")
    assert ingested(tmp_path / "index", new).unchanged == ["a.md", "b.md"]
    assert _sources(tmp_path / "index") == {"a.md": f"{new}/a.md", "b.md": f"{new}/b.md"}
    (new / "a.md").write_bytes(b"caf\xe9")
    assert ingested(tmp_path / "index", new, prune=True).removed == []


def test_a_document_that_is_again_as_it_was_is_known_by_its_new_place(tmp_path: Path) -> None:
    for folder, text in (("old", "A fact is here.\n"), ("old", "Another fact.\n"), ("new", "A fact is here.\n")):
        sources = written(tmp_path / folder, a=text)
        ingested(tmp_path / "index", sources)
        if folder == "old" and text == "Another fact.\n":
            sources.rename(tmp_path / "new")
    assert _sources(tmp_path / "index") == {"a.md": f"{tmp_path}/new/a.md"}


def test_an_id_that_was_changed_is_removed_once(tmp_path: Path) -> None:
    sources = written(tmp_path / "v", a="---\nid: x\n---\nA fact is here.\n", b="A fact is gone.\n")
    ingested(tmp_path / "index", sources)
    written(sources, a="---\nid: y\n---\nA fact is here.\n")
    (sources / "b.md").unlink()
    assert ingested(tmp_path / "index", sources, prune=True).removed == ["b.md", "x"]
