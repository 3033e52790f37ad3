import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ingest.job import Summary, ingest
from retrieval.errors import UsageError
from retrieval.index import Index, writing
from tests.embedder import HashEmbedding
from tests.ingest.loaders.pdfs import pdf
from tests.ingest.loaders.server import PAGE, SENTENCE, Site, dying, redirect, serving

_PDF = pdf([[("", 12, "The first page says this.")], [("", 12, "The second page says that.")]])


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(pages={"/tins": ("text/html", PAGE)})) as site:
        yield site


def _run(index: Path, *named: str | Path, prune: bool = False, allow_private: bool = True) -> Summary:
    with writing(index, "hash") as opened:
        return ingest(opened, named, HashEmbedding, prune=prune, allow_private=allow_private)


def _text(index: Path, doc_id: str) -> str:
    store = Index.open(index, "hash").store
    text = store.text(store.current_version(doc_id) or "")
    assert text is not None
    return text


def test_a_page_goes_in_under_its_address(site: Site, tmp_path: Path) -> None:
    address = site.url("/tins")
    assert _run(tmp_path, f"{address}#top", address).added == [address]
    assert _text(tmp_path, address) == f"{SENTENCE}\n"


def test_an_unchanged_page_is_not_sent_again_and_is_read_again_when_the_index_is_new(
    site: Site, tmp_path: Path
) -> None:
    site.headers = {"ETag": '"v1"'}
    address = site.url("/tins")
    _run(tmp_path, address)
    sent = site.sent
    assert _run(tmp_path, address).unchanged == [address]
    assert site.sent == sent
    (tmp_path / "pincite.sqlite3").unlink()
    assert _run(tmp_path, address).added == [address]
    assert site.sent == sent


def test_a_changed_page_replaces_its_old_words(site: Site, tmp_path: Path) -> None:
    site.headers = {"ETag": '"v1"'}
    address = site.url("/tins")
    _run(tmp_path, address)
    site.headers, site.pages["/tins"] = {"ETag": '"v2"'}, ("text/html", PAGE.replace(b"3 March", b"4 April"))
    assert _run(tmp_path, address).updated == [address]
    assert "4 April" in _text(tmp_path, address)
    assert _run(tmp_path, address).unchanged == [address]


def test_pdf_word_and_text_are_told_by_type_or_by_their_first_bytes(site: Site, tmp_path: Path) -> None:
    word = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("A memo says this.")
    made.save(word)
    site.pages |= {
        "/report": ("application/pdf", _PDF),
        "/download": ("application/octet-stream", _PDF),
        "/memo.docx": ("application/octet-stream", word.getvalue()),
        "/notes.md": ("text/plain; charset=utf-8", b"# Notes\n\nA note says this.\n"),
        "/notes.txt": ("text/plain", b"A plain note says this.\n"),
    }
    named = [site.url(path) for path in ("/report", "/download", "/memo.docx", "/notes.md", "/notes.txt")]
    assert _run(tmp_path, *named).added == named
    assert _text(tmp_path, named[0]) == _text(tmp_path, named[1])
    assert _text(tmp_path, named[1]).count("\f") == 2


def test_what_cannot_be_had_is_named_and_the_rest_goes_in(site: Site, tmp_path: Path) -> None:
    site.pages |= {
        "/dying": dying,
        "/loop": redirect("/loop"),
        "/picture": ("image/png", b"\x89PNG"),
        "/not.pdf": ("application/pdf", PAGE),
    }
    failing = ["/dying", "/loop", "/picture", "/not.pdf", "/none"]
    summary = _run(tmp_path, *(site.url(path) for path in failing), site.url("/tins"))
    assert summary.added == [site.url("/tins")]
    assert [failure.where for failure in summary.failed] == [site.url(path) for path in failing]
    assert [failure.problem.split(";")[0] for failure in summary.failed] == [
        "broke off in the middle",
        "redirects more than 5 times",
        "is image/png, which is not read",
        "is a web page, not a PDF",
        "answers 404 Not Found",
    ]


def test_pruning_keeps_what_only_could_not_be_had_this_time(site: Site, tmp_path: Path) -> None:
    site.pages["/other"] = ("text/html", PAGE.replace(b"tins", b"pots"))
    tins, other = site.url("/tins"), site.url("/other")
    _run(tmp_path, tins, other)
    del site.pages["/tins"]
    assert _run(tmp_path, tins, other, prune=True).removed == []
    assert _run(tmp_path, other, prune=True).removed == [tins]


def test_private_networks_are_closed_unless_the_setting_opens_them(site: Site, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="PINCITE_ALLOW_PRIVATE=1"):
        _run(tmp_path, site.url("/tins"), allow_private=False)
    assert not site.asked


def test_files_and_addresses_go_together(site: Site, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "report.pdf").write_bytes(_PDF)
    summary = _run(tmp_path / "index", tmp_path / "sources", site.url("/tins"))
    assert summary.added == ["report.pdf", site.url("/tins")]
