"""Quotes checked against a folder of sources, with no index anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.folder import Folder
from retrieval.answer import Answer, Citation, Status
from retrieval.documents import text_version
from retrieval.errors import UsageError
from retrieval.verify import Finding, verify

TEXT = "# The fine\n\nHarbor Foods [1] paid a fine of €40,000\nin 2021 [2].\n"
QUOTE = "Harbor Foods paid a fine of €40,000 in 2021."


def _answer(doc_id: str, text: str = TEXT) -> Answer:
    start = text.index("Harbor")
    place = {"version": text_version(text), "start": start, "end": text.rindex(".") + 1, "quote": QUOTE}
    citation = Citation.model_validate({"n": 1, "doc_id": doc_id, "title": "The fine", **place})
    return Answer(id="1", question="?", status=Status.ANSWERED, answer="", confidence=1.0, citations=(citation,))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "fine.md").write_text(TEXT)
    (tmp_path / "other.txt").write_text("Quite another fact is here.\n")
    return tmp_path


def test_a_quote_is_verified_where_it_stands(sources: Path) -> None:
    [check] = verify(_answer("sub/fine.md"), Folder(sources))
    assert check.finding is Finding.VERIFIED


@pytest.mark.parametrize(
    ("text", "finding"),
    [(f"News. {TEXT}", Finding.MOVED), (TEXT.replace("40,000", "50,000"), Finding.CHANGED), (None, Finding.GONE)],
)
def test_what_became_of_a_quote_is_seen_without_an_index(sources: Path, text: str | None, finding: Finding) -> None:
    file = sources / "sub" / "fine.md"
    file.unlink() if text is None else file.write_text(text)
    assert [check.finding for check in verify(_answer("sub/fine.md"), Folder(sources))] == [finding]


def test_a_quote_in_another_file_is_named_with_it(sources: Path) -> None:
    [check] = verify(_answer("fine.md"), Folder(sources))
    assert (check.finding, check.where) == (Finding.OTHER_DOCUMENT, "found in sub/fine.md")


def test_a_collection_in_one_file_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"doc_id": "a", "text": "Harbor Foods paid a fine of €40,000 in 2021."}\nno json\n'
    )
    folder = Folder(tmp_path)
    assert [check.finding for check in verify(_answer("a", QUOTE), folder)] == [Finding.VERIFIED]
    assert [failure.where.rpartition(":")[2] for failure in folder.failures] == ["2"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        Folder(tmp_path / "none")
