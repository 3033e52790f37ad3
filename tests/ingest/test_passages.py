import pytest

from ingest.loaders.source import Loaded
from ingest.passages import MAX_UNBROKEN, NotQuotable, parse
from retrieval.markers import shown
from tests.brief import TEXT


def test_a_brief_keeps_its_sections_and_references_and_quotes_none_of_its_list() -> None:
    document = parse(Loaded("brief.txt", TEXT, "brief.txt", title="Brief"))
    assert [p.section for p in document.passages] == ["Introduction", "Description"]
    assert [r.url for r in document.references] == [f"https://example.org/{n}" for n in range(1, 7)]
    assert all("example.org" not in TEXT[p.start : p.end] for p in document.passages)


def test_what_is_shown_carries_no_marker() -> None:
    document = parse(Loaded("brief.txt", TEXT, "brief.txt"))
    first = document.passages[0].sentences[0]
    expected = "Harbor Foods, a maker of tinned fish, is accused of mislabelling its sardines."
    assert shown(TEXT[first.start : first.end]) == expected


@pytest.mark.parametrize("text", ["", " \n\n ", "References\n\n[1] https://example.org/1\n[2] https://example.org/2\n"])
def test_a_text_without_a_sentence_is_refused(text: str) -> None:
    with pytest.raises(NotQuotable, match="no sentence to quote"):
        parse(Loaded("x", text, "x"))


def test_encoded_data_is_refused_with_its_line() -> None:
    with pytest.raises(NotQuotable, match="line 2 holds"):
        parse(Loaded("x", "Some words.\n" + "A" * MAX_UNBROKEN, "x"))


def test_days_and_telephone_numbers_in_brackets_are_words() -> None:
    text = "The notice [12-31-24] was sent. Call [1-800-555] now."
    sentences = [s for passage in parse(Loaded("x", text, "x")).passages for s in passage.sentences]
    assert [text[s.start : s.end] for s in sentences] == ["The notice [12-31-24] was sent. Call [1-800-555] now."]
    assert not any(s.markers for s in sentences)
