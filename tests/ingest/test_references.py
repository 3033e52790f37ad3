import pytest

from ingest.loaders.source import Loaded
from ingest.passages import parse
from ingest.references import front_matter_references
from retrieval.documents import Document, Reference, Sentence
from retrieval.markers import shown


def _parsed(text: str, *, markdown: bool = True, references: tuple[Reference, ...] = ()) -> Document:
    return parse(Loaded("a.md", text, "a.md", markdown=markdown, references=references))


def _sentences(document: Document) -> list[Sentence]:
    return [sentence for passage in document.passages for sentence in passage.sentences]


def _words(document: Document) -> list[str]:
    return [shown(document.text[sentence.start : sentence.end]) for sentence in _sentences(document)]


def _numbers(document: Document, words: str) -> list[str]:
    [sentence] = [s for s in _sentences(document) if words in document.text[s.start : s.end]]
    return [marker.number for marker in sentence.markers]


LIST = "[1] https://example.org/1\n[2] Example Press, https://example.org/2.\n"


@pytest.mark.parametrize("heading", ["## References", "References\n----------", "### 7. Sources:", "## Works cited"])
def test_a_list_under_its_heading_gives_references_and_no_sentence(heading: str) -> None:
    document = _parsed(f"# Title\n\nA fact [1].\n\n{heading}\n\n{LIST}")
    assert [(r.marker, r.url) for r in document.references] == [
        ("1", "https://example.org/1"),
        ("2", "https://example.org/2"),
    ]
    assert _words(document) == ["A fact."]


@pytest.mark.parametrize("entries", [LIST, LIST.replace("[1] ", "1. ").replace("[2] ", "2. "), f"- {LIST}"])
def test_entries_may_be_numbered_in_several_ways(entries: str) -> None:
    assert _parsed(f"A fact [1].\n\n## References\n\n{entries}").references[0].url == "https://example.org/1"


def test_a_list_without_a_heading_ends_the_text() -> None:
    document = _parsed(f"A fact [1].\n\n{LIST}", markdown=False)
    assert [r.marker for r in document.references] == ["1", "2"]
    assert _words(document) == ["A fact."]


def test_words_behind_the_list_are_not_lost() -> None:
    document = _parsed(f"# Title\n\nA fact [1].\n\n## References\n\n{LIST}\n## Appendix\n\nAnother fact.\n")
    assert [p.section for p in document.passages] == ["", "Appendix"]
    assert _words(document) == ["A fact.", "Another fact."]
    assert len(document.references) == 2


def test_a_list_may_have_parts_of_its_own() -> None:
    document = _parsed(
        "A fact [1].\n\n## References\n\n### Primary\n\n[1] https://a.org\n\n## Press\n\n[2] https://b.org\n"
    )
    assert [r.url for r in document.references] == ["https://a.org", "https://b.org"]
    assert _words(document) == ["A fact."]


def test_a_list_in_plain_text_whose_entries_look_like_headings_is_one_list() -> None:
    document = _parsed("A fact [1].\n\nReferences\n\n1. Example Press\n\n2. Another Press\n", markdown=False)
    assert [r.marker for r in document.references] == ["1", "2"]
    assert _words(document) == ["A fact."]


def test_notes_that_hold_no_entry_are_words_like_any() -> None:
    document = _parsed("# Title\n\nA fact.\n\n## Notes\n\nThis is written from memory.\n")
    assert document.references == ()
    assert _words(document) == ["A fact.", "This is written from memory."]


def test_a_heading_shows_no_marker() -> None:
    document = _parsed(f"# The suit [1]\n\n## Claims [2]\n\nA fact [1].\n\n## References\n\n{LIST}")
    assert (document.title, document.passages[0].section) == ("The suit", "Claims")


def test_references_of_the_front_matter_win_and_the_list_is_still_no_sentence() -> None:
    front = (Reference("1", "https://front.org"),)
    document = _parsed(f"A fact [1].\n\n## References\n\n{LIST}", references=front)
    assert document.references == front
    assert _words(document) == ["A fact."]


@pytest.mark.parametrize(
    "entries",
    [
        {1: "https://a.org", 2: "https://b.org"},
        ["https://a.org", "https://b.org"],
        [{"marker": 1, "url": "https://a.org"}, {"n": "2", "url": "https://b.org"}],
        [{"url": "https://a.org"}, {"id": 2, "url": "https://b.org", "publisher": None}],
    ],
)
def test_front_matter_may_list_references_in_several_ways(entries: object) -> None:
    expected = (Reference("1", "https://a.org"), Reference("2", "https://b.org"))
    assert front_matter_references(entries) == expected


@pytest.mark.parametrize("entries", ["https://a.org", 3, [["https://a.org"]]])
def test_front_matter_that_lists_nothing_is_refused(entries: object) -> None:
    with pytest.raises(ValueError, match="reference"):
        front_matter_references(entries)


@pytest.mark.parametrize("run", ["[1][2]", "[1] [2]", "[1]\n[2]"])
def test_markers_in_a_row_close_the_same_clause(run: str) -> None:
    document = _parsed(f"The tins held herring, bought from a broker {run}, and were sold.\n\n## References\n\n{LIST}")
    [sentence] = _sentences(document)
    assert [marker.number for marker in sentence.markers] == ["1", "2"]
    assert {document.text[m.clause_start :].split(" broker")[0] for m in sentence.markers} == {"bought from a"}
    assert not any(marker.whole_document for marker in sentence.markers)


def test_a_run_behind_a_name_is_of_the_whole_document_and_the_marker_behind_the_clause_is_not() -> None:
    run = " ".join(f"[{number}]" for number in range(1, 6))
    urls = "\n".join(f"[{number}] https://example.org/{number}" for number in range(1, 6))
    document = _parsed(f"Harbor Foods {run} sold herring in 2021. [2]\n\n## References\n\n{urls}\n")
    [sentence] = _sentences(document)
    assert [(m.number, m.whole_document) for m in sentence.markers] == [
        *((str(number), True) for number in range(1, 6)),
        ("2", False),
    ]


def test_a_marker_without_a_reference_is_kept_with_its_sentence_and_not_shown() -> None:
    document = _parsed(f"A fact [9].\n\n## References\n\n{LIST}")
    assert (_words(document), _numbers(document, "A fact")) == (["A fact."], ["9"])


def test_years_and_links_in_brackets_are_no_markers() -> None:
    document = _parsed("See [2026] EWHC 12 and [3](https://example.org) there.\n")
    assert _numbers(document, "EWHC") == []
    assert _words(document) == ["See [2026] EWHC 12 and [3](https://example.org) there."]


@pytest.mark.parametrize("marker", ["[1, 2]", "[1-2]", "[1–2]", "[1;2]"])
def test_a_marker_that_names_several_references_cites_each(marker: str) -> None:
    document = _parsed(f"The tins held herring {marker}, and were sold.\n\n## References\n\n{LIST}")
    [sentence] = _sentences(document)
    assert [m.number for m in sentence.markers] == ["1", "2"]
    assert {document.text[m.start : m.end] for m in sentence.markers} == {marker}
    assert _words(document) == ["The tins held herring, and were sold."]


def test_a_quoted_paragraph_is_quoted_without_its_marks() -> None:
    document = _parsed("The order says:\n\n> The tins held\n> herring [1].\n> They were\nsold.\n")
    assert _words(document) == ["The order says:", "The tins held herring.", "They were sold."]


@pytest.mark.parametrize("heading", ["Notes", "Sources"])
@pytest.mark.parametrize("sign", [".", ")"])
def test_numbered_prose_that_nothing_cites_is_no_list_of_references(heading: str, sign: str) -> None:
    rules = f"1{sign} Refunds are given within 30 days.\n2{sign} No refund is given later.\n\nAsk for help.\n"
    document = _parsed(f"# Title\n\nA fact.\n\n## {heading}\n\n{rules}\n## Contact\n\nWrite to us.\n")
    assert document.references == ()
    assert _words(document) == [
        "A fact.",
        "Refunds are given within 30 days.",
        "No refund is given later.",
        "Ask for help.",
        "Write to us.",
    ]


@pytest.mark.parametrize(
    ("fact", "entries"),
    [
        ("A fact [2].", "1. Example Press\n2. Another Press,\n   2024\n"),
        ("A fact.", "1. Example Press,\n   https://example.org/1\n2. doi:10.1000/182\n3. Another Press\n"),
    ],
)
def test_of_a_numbered_list_of_references_only_its_entries_are_left_out(fact: str, entries: str) -> None:
    document = _parsed(f"{fact}\n\n## Sources\n\nSeen in May.\n\n{entries}\nAsk for help.\n")
    assert [r.marker for r in document.references][:2] == ["1", "2"]
    assert _words(document) == ["A fact.", "Seen in May.", "Ask for help."]


def test_numbered_prose_behind_the_list_of_references_is_not_lost() -> None:
    rules = "## Notes\n\n1. Refunds are given within 30 days.\n"
    for text in (f"## References\n\n{LIST}\n{rules}", f"{rules}\n{LIST}"):
        document = _parsed(f"A fact [1].\n\n{text}")
        assert len(document.references) == 2
        assert _words(document) == ["A fact.", "Refunds are given within 30 days."]


@pytest.mark.parametrize("opening", ["", "Judgment\n\n", "The judge told both sides what follows.\n\n"])
def test_the_numbered_paragraphs_of_a_judgment_are_no_list_of_references(opening: str) -> None:
    document = _parsed(f"{opening}[1] The appellant was convicted.\n\n[2] He appeals.\n", markdown=False)
    assert document.references == ()
    assert _words(document)[-2:] == ["The appellant was convicted.", "He appeals."]


def test_entries_at_the_end_without_addresses_are_references_when_the_text_cites_them() -> None:
    document = _parsed("A fact [2].\n\n[1] Example Press\n[2] Another Press\n", markdown=False)
    assert [r.marker for r in document.references] == ["1", "2"]
    assert _words(document) == ["A fact."]


def test_a_quoted_paragraph_does_not_say_more_than_where_a_line_begins_with_a_number() -> None:
    document = _parsed("> It began. The fine was\n> 30 million. It was paid.\n> 40 men came.\n")
    assert " ".join(_words(document)) == "It began. The fine was 30 million. It was paid. 40 men came."
