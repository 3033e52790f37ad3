"""One source has one id, and one id one source, whatever is named and in whatever order it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.job import Summary
from retrieval.audience import EVERYONE
from retrieval.errors import UsageError
from retrieval.index import Index
from tests.retrieval.indexed import MODEL, ingested


def _write(file: Path, fact: str, **fields: str) -> Path:
    """A file with these fields of front matter."""
    file.parent.mkdir(parents=True, exist_ok=True)
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    file.write_text((f"---\n{front}---\n" if front else "") + f"The {fact} fact is here.\n")
    return file


def _rows(file: Path, **facts: str) -> Path:
    """A collection of these documents by id."""
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = ({"doc_id": doc_id, "text": f"The {fact} fact is here."} for doc_id, fact in facts.items())
    file.write_text("\n".join(map(json.dumps, rows)))
    return file


def _live(folder: Path) -> dict[str, str]:
    """The word before "fact" in each live document, by id."""
    index = Index.open(folder, MODEL)
    texts = {doc_id: index.store.text(version) or "" for doc_id, version in index.store.current_versions()}
    index.close()
    return {doc_id: text.partition(" fact")[0].rpartition(" ")[2] for doc_id, text in texts.items()}


def _done(summary: Summary) -> tuple[list[str], list[str], list[str], list[str]]:
    return summary.added, summary.updated, summary.unchanged, summary.removed


def test_a_file_named_alone_keeps_the_id_that_its_folder_gave_it(tmp_path: Path) -> None:
    file = _write(tmp_path / "v" / "guide" / "plans.md", "old")
    ingested(tmp_path / "index", tmp_path / "v")
    assert _done(ingested(tmp_path / "index", file)) == ([], [], ["guide/plans.md"], [])
    _write(file, "new")
    assert _done(ingested(tmp_path / "index", file)) == ([], ["guide/plans.md"], [], [])
    assert _live(tmp_path / "index") == {"guide/plans.md": "new"}


def test_an_id_in_front_matter_goes_before_the_one_that_a_file_has(tmp_path: Path) -> None:
    file = _write(tmp_path / "v" / "plans.md", "old", id="plans")
    ingested(tmp_path / "index", tmp_path / "v")
    _write(file, "new", id="all-plans")
    for named in (file, tmp_path / "v"):
        ingested(tmp_path / "index", named)
        assert _live(tmp_path / "index") == {"all-plans": "new"}


def test_an_id_that_a_source_has_no_more_is_removed_and_counted(tmp_path: Path) -> None:
    file = _write(tmp_path / "v" / "plans.md", "one", id="plans")
    ingested(tmp_path / "index", tmp_path / "v")
    before = Index.open(tmp_path / "index", MODEL)
    _write(file, "one", id="all-plans")
    assert _done(ingested(tmp_path / "index", tmp_path / "v")) == (["all-plans"], [], [], ["plans"])
    assert (before.store.count(), before.vectors.count()) == ((1, 1), 1)


def test_a_folder_names_its_files_anew_though_their_old_names_are_wanted_in_it(tmp_path: Path) -> None:
    _write(tmp_path / "v" / "guide" / "plans.md", "inner")
    ingested(tmp_path / "index", tmp_path / "v" / "guide")
    _write(tmp_path / "v" / "a.md", "other")
    _write(tmp_path / "v" / "plans.md", "outer")
    _write(tmp_path / "v" / "aaa" / "z.md", "last")
    summary = ingested(tmp_path / "index", tmp_path / "v")
    assert (sorted(summary.added), summary.updated, summary.failed) == (
        ["a.md", "aaa/z.md", "guide/plans.md"],
        ["plans.md"],
        [],
    )
    assert _live(tmp_path / "index") == {
        "a.md": "other",
        "aaa/z.md": "last",
        "guide/plans.md": "inner",
        "plans.md": "outer",
    }


def test_two_files_may_exchange_their_ids(tmp_path: Path) -> None:
    for first, second in (("x", "y"), ("y", "x")):
        _write(tmp_path / "v" / "a.md", "first", id=first)
        _write(tmp_path / "v" / "b.md", "second", id=second)
        summary = ingested(tmp_path / "index", tmp_path / "v")
        assert (summary.failed, summary.removed) == ([], [])
        assert _live(tmp_path / "index") == {first: "first", second: "second"}


def test_a_file_that_cannot_be_read_keeps_its_id(tmp_path: Path) -> None:
    file = _write(tmp_path / "v" / "b.md", "old", id="x")
    ingested(tmp_path / "index", tmp_path / "v")
    file.write_text("---\nid: x\n---\n")
    _write(tmp_path / "v" / "a.md", "other", id="x")
    _write(tmp_path / "v" / "c.md", "good")
    summary = ingested(tmp_path / "index", tmp_path / "v")
    assert [Path(failure.where).name for failure in summary.failed] == ["b.md", "a.md"]
    assert _live(tmp_path / "index") == {"c.md": "good", "x": "old"}


def test_a_file_with_nothing_in_it_does_not_keep_another_from_its_id(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "a.md").write_text("---\nid: x\n---\n")
    _write(tmp_path / "v" / "b.md", "good", id="x")
    summary = ingested(tmp_path / "index", tmp_path / "v")
    assert (summary.added, [Path(failure.where).name for failure in summary.failed]) == (["x"], ["a.md"])


def test_a_hash_in_a_path_does_not_let_a_file_replace_another(tmp_path: Path) -> None:
    _write(tmp_path / "D" / "a.md", "right")
    ingested(tmp_path / "index", tmp_path / "D")
    _write(tmp_path / "C#" / "a.md", "wrong")
    with pytest.raises(UsageError, match=r"its id 'a\.md' belongs to .*/D/a\.md"):
        ingested(tmp_path / "index", tmp_path / "C#")
    assert _live(tmp_path / "index") == {"a.md": "right"}


def test_a_row_does_not_replace_one_of_another_collection(tmp_path: Path) -> None:
    ingested(tmp_path / "index", _rows(tmp_path / "a.jsonl", r1="right"))
    other = _rows(tmp_path / "b.jsonl", r1="wrong", r2="second")
    summary = ingested(tmp_path / "index", other)
    [failure] = summary.failed
    assert (summary.added, failure.where) == (["r2"], f"{other}#r1")
    assert failure.problem == f"its id 'r1' belongs to {tmp_path}/a.jsonl#r1; give one of them another"
    assert _live(tmp_path / "index") == {"r1": "right", "r2": "second"}


def test_rows_may_change_places_in_their_collection(tmp_path: Path) -> None:
    ingested(tmp_path / "index", _rows(tmp_path / "a.jsonl", r1="first", r2="second"))
    summary = ingested(tmp_path / "index", _rows(tmp_path / "a.jsonl", r0="new", r2="second", r1="changed"))
    assert _done(summary) == (["r0"], ["r1"], ["r2"], [])


def test_rows_may_move_between_collections_that_are_read_together(tmp_path: Path) -> None:
    _rows(tmp_path / "v" / "a.jsonl", r1="first", r2="second")
    _rows(tmp_path / "v" / "b.jsonl", r3="third", r4="fourth")
    ingested(tmp_path / "index", tmp_path / "v")
    _rows(tmp_path / "v" / "a.jsonl", r1="first", r3="third")
    _rows(tmp_path / "v" / "b.jsonl", r2="second", r4="fourth")
    summary = ingested(tmp_path / "index", tmp_path / "v")
    assert (sorted(summary.unchanged), summary.failed) == (["r1", "r2", "r3", "r4"], [])
    assert [failure.problem for failure in ingested(tmp_path / "index", tmp_path / "v").failed] == []


def test_a_row_keeps_its_id_while_its_line_cannot_be_read(tmp_path: Path) -> None:
    file = _rows(tmp_path / "v" / "a.jsonl", r1="first", r2="second")
    ingested(tmp_path / "index", tmp_path / "v")
    file.write_text(file.read_text().replace('"r2"', "r2"))
    _rows(tmp_path / "v" / "b.jsonl", r2="wrong")
    summary = ingested(tmp_path / "index", tmp_path / "v")
    assert [Path(failure.where).name for failure in summary.failed] == ["a.jsonl:2", "b.jsonl#r2"]
    assert _live(tmp_path / "index") == {"r1": "first", "r2": "second"}


def test_a_row_of_a_collection_that_is_gone_may_come_from_another(tmp_path: Path) -> None:
    file = _rows(tmp_path / "a.jsonl", r1="old")
    ingested(tmp_path / "index", file)
    file.unlink()
    assert ingested(tmp_path / "index", _rows(tmp_path / "b.jsonl", r1="new")).updated == ["r1"]


def test_a_link_takes_the_place_of_the_file_that_it_leads_to(tmp_path: Path) -> None:
    file = _write(tmp_path / "blobs" / "f86d0.txt", "secret", audience="legal")
    ingested(tmp_path / "index", file)
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "memo.md").symlink_to(file)
    assert _done(ingested(tmp_path / "index", tmp_path / "v")) == (["memo.md"], [], [], ["f86d0.txt"])
    index = Index.open(tmp_path / "index", MODEL)
    assert (index.store.count_on(["legal"]), index.store.count_on([EVERYONE])) == (1, 0)


def test_a_name_that_cannot_be_stored_is_refused_also_when_it_is_named_alone(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its name is not UTF-8; rename it"):
        ingested(tmp_path / "index", _write(tmp_path / "a\udcff.md", "good"))
