import shutil
from pathlib import Path

import docx
import pytest

from ingest.loaders.paths import load_all
from ingest.loaders.source import Failure, Loaded
from retrieval.errors import UsageError
from tests.ingest.loaders.pdfs import pdf
from tests.ingest.loaders.server import PAGE


def _load(*named: Path | str) -> list[Loaded | Failure]:
    return list(load_all(named, Path("unused.sqlite3")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "frame.html").write_bytes(PAGE)
    (tmp_path / "court_files").mkdir()
    (tmp_path / "court_files" / "Order.PDF").write_bytes(pdf([[("", 12, "It is ordered.")]]))
    memo = docx.Document()
    memo.add_paragraph("A memo says this.")
    memo.save(str(tmp_path / "memo.docx"))
    (tmp_path / "~$memo.docx").write_bytes(b"lock")
    return tmp_path


def test_every_kind_is_read_but_not_what_programs_leave_beside_it(folder: Path) -> None:
    loaded = [source.doc_id for source in _load(folder) if isinstance(source, Loaded)]
    assert loaded == ["court_files/Order.PDF", "memo.docx", "page.html"]


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        ("page.html", "page.pdf", "is a web page, not a PDF; give it the ending .html"),
        ("page.html", "page.docx", "is a web page, not a Word file; give it the ending .html"),
        ("memo.docx", "memo.pdf", "is a zip archive, not a PDF; if it is a Word file"),
        ("memo.docx", "memo.html", "is a zip archive, not a web page"),
        ("court_files/Order.PDF", "order.docx", "is a PDF, not a Word file; give it the ending .pdf"),
        ("court_files/Order.PDF", "order.txt", "is a PDF, not text; give it the ending .pdf"),
        ("court_files/Order.PDF", "order.md", "is a PDF, not text; give it the ending .pdf"),
    ],
)
def test_a_wrong_ending_is_named_with_the_right_one(folder: Path, source: str, name: str, said: str) -> None:
    shutil.copy(folder / source, folder / name)
    [failure] = _load(folder / name)
    assert isinstance(failure, Failure)
    assert failure.problem.startswith(said)


def test_a_kind_that_is_not_read_is_refused_with_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UsageError, match=r"use one of .*\.docx.*\.html.*\.pdf"):
        _load(tmp_path / "table.xlsx")
