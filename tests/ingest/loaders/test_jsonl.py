"""Collections in one file, a document a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.loaders.jsonl import file_of, load_jsonl
from ingest.loaders.source import Failure, Loaded

ROW = b'{"doc_id": "r1", "text": "A row is here."}\n'


def test_a_byte_order_mark_belongs_to_no_row(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + ROW + ROW.replace(b"r1", b"r2"))
    assert [row.doc_id for row in load_jsonl(file) if isinstance(row, Loaded)] == ["r1", "r2"]
    file.write_bytes(b"\xef\xbb\xbf\n" + ROW)
    assert len(list(load_jsonl(file))) == 1


def test_a_line_that_is_wrong_is_named_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(ROW + b'{"doc_id": "r2", "text": "A row.", "audience": ""}\n')
    _, failure = load_jsonl(file)
    assert isinstance(failure, Failure)
    assert (failure.where, failure.file) == (f"{file}:2", str(file))
    assert failure.problem.startswith("`audience` is empty")


@pytest.mark.parametrize(
    ("source", "doc_id", "file"),
    [
        ("/a/rows.jsonl#1", "1", "/a/rows.jsonl"),
        ("/a/ROWS.JSONL#1", "1", "/a/ROWS.JSONL"),
        ("/C#/rows.jsonl#a#b", "a#b", "/C#/rows.jsonl"),
        ("/C#/a.md", "a.md", "/C#/a.md"),
        ("/a/b#a.md", "a.md", "/a/b#a.md"),
    ],
)
def test_only_a_row_stands_in_another_file_than_its_source(source: str, doc_id: str, file: str) -> None:
    assert file_of(source, doc_id) == file
