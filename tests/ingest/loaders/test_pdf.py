import io

import pypdf
import pytest

from ingest.loaders.pdf import load_pdf
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.passages import parse
from retrieval.documents import Document
from tests.ingest.loaders.pdfs import SCAN, Paragraph, pdf

_LONG = (
    "The court heard both sides on the third of March and took the matter under advisement, because the record "
    "held affidavits that nobody had read. "
)
_PAGES: list[list[Paragraph]] = [
    [
        ("B", 20, "Harbor Foods v. Hale"),
        ("B", 14, "Complaint"),
        ("", 12, _LONG),
        ("B", 12, "Claims"),
        ("", 12, "The plaintiff claims $1,000 for each tin. It was"),
    ],
    [("", 12, "sold under a false name in four towns. The label was printed abroad."), ("B", 14, "Relief")],
    [("", 12, "The plaintiff wants its costs.")],
]


def _load(data: bytes, name: str = "file.pdf") -> Loaded | Failure:
    return load_pdf(Raw(name, name, data))


def _loaded(data: bytes) -> Loaded:
    loaded = _load(data)
    assert isinstance(loaded, Loaded), loaded
    return loaded


def _problem(data: bytes) -> str:
    failure = _load(data)
    assert isinstance(failure, Failure)
    assert "\n" not in str(failure)
    return failure.problem


def _sentences(document: Document) -> list[tuple[str, str]]:
    return [
        (passage.section, " ".join(document.text[s.start : s.end].split()))
        for passage in document.passages
        for s in passage.sentences
    ]


def test_headings_become_sections_and_a_sentence_goes_on_over_the_page_without_header_and_number() -> None:
    document = parse(_loaded(pdf(_PAGES, header="Case No. 5:25, Harbor Foods")))
    assert _sentences(document) == [
        ("Complaint", _LONG.strip()),
        ("Complaint > Claims", "The plaintiff claims $1,000 for each tin."),
        ("Complaint > Claims", "It was sold under a false name in four towns."),
        ("Complaint > Claims", "The label was printed abroad."),
        ("Relief", "The plaintiff wants its costs."),
    ]
    assert document.title == "Harbor Foods v. Hale"
    assert "Case No." not in document.text
    assert "Page 2" not in document.text


def test_each_page_is_closed_by_a_form_feed() -> None:
    text = _loaded(pdf(_PAGES)).text
    assert text.count("\f") == 3
    assert text.endswith("\f")
    assert [text.count("\f", 0, text.index(words)) for words in ("Complaint", "sold under", "its costs")] == [0, 1, 2]


def test_the_same_bytes_give_the_same_text() -> None:
    data = pdf(_PAGES)
    assert _loaded(data) == _loaded(data)


def test_title_and_date_are_the_documents_own_unless_a_program_made_the_title() -> None:
    loaded = _loaded(pdf(_PAGES, title="The complaint of Harbor Foods"))
    assert (loaded.title, loaded.published) == ("The complaint of Harbor Foods", "2025-01-23")
    assert _loaded(pdf(_PAGES, title="Microsoft Word - draft7.docx")).title == "Harbor Foods v. Hale"
    assert _loaded(pdf([[("", 12, "One plain sentence.")]])).title == "File"


def test_words_cut_at_the_end_of_a_line_are_made_whole_and_hyphens_of_their_own_stay() -> None:
    lines = "It gave infor-\nmation on a class-\naction suit. The class-action went on, and the action of a class too."
    text = _loaded(pdf([[("", 12, lines)]])).text
    assert "It gave information on a class-action suit." in text


def test_items_of_a_list_stand_for_themselves() -> None:
    items = "- Annual report\n- Letters of the members\n"
    document = parse(_loaded(pdf([[("", 12, _LONG), ("", 12, items.replace("-", "\xb7")), ("", 12, _LONG)]])))
    assert "Annual report" in [quote.lstrip("\xb7 ") for _, quote in _sentences(document)]


def test_line_numbers_in_the_margin_of_pleading_paper_are_left_out() -> None:
    numbers = "\n".join(str(number) for number in range(1, 29))
    document = parse(_loaded(pdf([[("", 12, numbers), ("", 12, _LONG)]])))
    assert [quote for _, quote in _sentences(document)] == [_LONG.strip()]


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert "four towns" in _loaded(pdf(_PAGES, password="")).text


def test_a_file_locked_by_strong_encryption_opens_without_a_password_when_it_wants_none() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(_PAGES)))
    writer.encrypt("", "owner", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    assert "four towns" in _loaded(locked.getvalue()).text


def test_a_locked_file_says_so() -> None:
    assert "locked with a password" in _problem(pdf(_PAGES, password="secret"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"<!doctype html><p>Not found</p>", "is a web page, not a PDF; give it the ending .html"),
        (b"PK\x03\x04rest", "is a zip archive, not a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "save it as .docx without a password"),
        (b"words and words", "is not a PDF"),
        (b"%PDF-1.7\n%rest is gone", "is a damaged PDF"),
        (pdf(_PAGES)[:600], "is a damaged PDF"),
        (pdf([[]]), "holds no text on its 1 page(s)"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(data: bytes, said: str) -> None:
    assert said in _problem(data)


@pytest.mark.parametrize(
    ("scanned", "said"),
    [([2], "page 2 holds no text"), ([2, 3, 4, 6], "pages 2–4, 6 hold no text"), ([], "")],
)
@pytest.mark.parametrize("header", ["", "Case No. 5:25, Harbor Foods"])
def test_scanned_pages_among_others_are_named(scanned: list[int], said: str, header: str) -> None:
    pages: list[list[Paragraph]] = [
        [(SCAN, 0, "")] if number in scanned else [("", 12, f"The tins of {town} held herring.")]
        for number, town in enumerate("Cork Hull Vigo Riga Kiel Bari".split(), start=1)
    ]
    loaded = _loaded(pdf(pages, header=header))
    assert loaded.warning.startswith(said)
    assert bool(loaded.warning) == bool(scanned)


def test_a_file_that_says_the_same_on_every_page_keeps_its_words() -> None:
    document = parse(_loaded(pdf([[("", 12, "It is ordered.")]] * 4)))
    assert {quote for _, quote in _sentences(document)} == {"It is ordered."}


def test_a_blank_page_and_a_picture_beside_words_are_no_scan() -> None:
    words: Paragraph = ("", 12, _LONG)
    assert _loaded(pdf([[words], [], [words, (SCAN, 0, "")]])).warning == ""


def test_no_damage_is_more_than_a_failure() -> None:
    data = pdf(_PAGES)
    for position in range(20, len(data), 97):
        for damaged in (data[:position], data[:position] + b"\x00[<</" + data[position + 5 :]):
            assert isinstance(_load(damaged), (Failure, Loaded))
