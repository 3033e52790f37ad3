import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from ingest.loaders import word
from ingest.loaders.source import Failure, Loaded, Raw
from ingest.passages import parse

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _bytes(document: Word) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _loaded(document: Word) -> Loaded:
    loaded = word.load_word(Raw("memo.docx", "folder/memo_of-may.docx", _bytes(document)))
    assert isinstance(loaded, Loaded), loaded
    return loaded


def _blocks(document: Word) -> list[tuple[int, str]]:
    loaded = _loaded(document)
    return [(block.level, loaded.text[block.start : block.end]) for block in loaded.blocks]


def _problem(data: bytes) -> str:
    failure = word.load_word(Raw("memo.docx", "memo.docx", data))
    assert isinstance(failure, Failure)
    assert "\n" not in str(failure)
    return failure.problem


def _inside(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(">", f" {_W}>", 1)))


def _zipped(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def test_headings_become_sections_whatever_style_they_inherit() -> None:
    document = docx.Document()
    document.add_paragraph("Memo on the tins", style="Title")
    document.add_heading("Complaint", 1)
    document.add_paragraph("It was filed in May.")
    own = document.styles.add_style("House heading", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Claims", style="House heading")
    document.add_paragraph("The first claim is fraud. The second is breach.", style="List Bullet")
    parsed = parse(_loaded(document))
    assert [p.section for p in parsed.passages] == ["Complaint", "Complaint > Claims"]
    assert parsed.title == "Memo on the tins"
    assert [parsed.text[s.start : s.end] for s in parsed.passages[1].sentences] == [
        "The first claim is fraud.",
        "The second is breach.",
    ]


def test_tables_are_read_by_row_and_one_that_only_lays_out_the_page_as_its_content() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Plan", "Price", "Basic", "$10 a month"), strict=True):
        cell.text = words
    document.add_table(1, 1).cell(0, 0).add_paragraph("In a frame.")
    assert _blocks(document) == [(0, "Plan | Price"), (0, "Basic | $10 a month"), (0, "In a frame.")]


def test_accepted_changes_links_and_content_controls_are_read_and_what_nobody_sees_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The fee is ")
    _inside(paragraph, "<w:del><w:r><w:delText>$5</w:delText><w:t>$6</w:t></w:r></w:del>")
    _inside(paragraph, '<w:ins><w:r><w:t xml:space="preserve">$10 a </w:t></w:r></w:ins>')
    _inside(paragraph, "<w:hyperlink><w:r><w:t>month</w:t></w:r></w:hyperlink>")
    _inside(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>, says nobody</w:t></w:r>")
    paragraph.add_run(".")
    control = f"<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t>Paid by Hale.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    paragraph._p.addnext(parse_xml(control))
    assert _blocks(document) == [(0, "The fee is $10 a month."), (0, "Paid by Hale.")]


def test_footnotes_are_the_references_of_the_words_that_call_them() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The suit was filed in May")
    _inside(paragraph, '<w:r><w:footnoteReference w:id="7"/></w:r>')
    paragraph.add_run(".")
    notes = f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="7"><w:p>'
    notes += "<w:r><w:t>Docket, https://example.org/docket.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    parsed = parse(_loaded(document))
    assert [(r.marker, r.url) for r in parsed.references] == [("1", "https://example.org/docket")]
    assert [m.number for p in parsed.passages for s in p.sentences for m in s.markers] == ["1"]


def test_title_and_date_are_the_documents_own_but_not_those_of_its_template() -> None:
    document = docx.Document()
    document.add_paragraph("A sentence.")
    assert (_loaded(document).title, _loaded(document).published) == ("Memo of may", "")
    document.core_properties.title = "The\n memo"
    document.core_properties.modified = datetime(2025, 5, 6)  # noqa: DTZ001 - Word's dates carry no zone here
    loaded = _loaded(document)
    assert (loaded.title, loaded.published) == ("The memo", "2025-05-06")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"just words", "is not a Word file; open it in its program and save it again"),
        (b"%PDF-1.7 rest", "is a PDF, not a Word file; give it the ending .pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "save it as .docx without a password"),
        (b"PK\x03\x04 and no directory", "is a damaged Word file"),
        (_zipped(**{"a.txt": "words"}), "is a zip archive but not a Word file"),
        (_zipped(**{"word/document.xml": "<w"}), "is a damaged Word file"),
        (_bytes(docx.Document()), "holds no text"),
        (_bytes(docx.Document())[:-900], "is a damaged Word file"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend_it(data: bytes, said: str) -> None:
    assert said in _problem(data)


def test_an_archive_that_unpacks_without_end_is_refused_before_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_UNPACKED", 1000)
    assert "unpacks to more than" in _problem(_zipped(**{"word/document.xml": "x" * 2000}))
