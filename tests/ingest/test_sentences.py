import pytest

from ingest.sentences import MAX_CHARS, split_sentences
from retrieval.documents import Sentence
from retrieval.markers import shown
from tests.brief import TEXT

NUMBERS = frozenset("123456")
BODY_END = TEXT.index("References")


def _sentence(words: str) -> Sentence:
    found = split_sentences(TEXT, 0, BODY_END, NUMBERS)
    return next(s for s in found if words in TEXT[s.start : s.end])


def test_legal_abbreviations_do_not_end_a_sentence() -> None:
    text = "The suit (No. 5:25-cv-00709) cites 18 U.S.C. § 2707(c) against Mr. Hale. It was filed in May."
    assert [text[s.start : s.end] for s in split_sentences(text, 0, len(text), frozenset())] == [
        "The suit (No. 5:25-cv-00709) cites 18 U.S.C. § 2707(c) against Mr. Hale.",
        "It was filed in May.",
    ]


def _cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, 0, len(text), frozenset())]


@pytest.mark.parametrize(
    "text",
    [
        "Adults must not take more than 3 mg. per day of Zoltrin.",
        "Take 3 mg.\nper day of Zoltrin.",
        "take 3 mg. per day of Zoltrin.",
        "The company earned $5.2 bn. in 2024.",
        "It is owned by Yahoo! Inc. and others.",
        "An index of\n> 30 is too high.",
    ],
)
def test_a_sentence_is_not_cut_behind_an_abbreviation_or_within_a_name(text: str) -> None:
    assert _cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("It was sold.", "iPhone users paid."),
        ("the fee was 5 dollars.", "nobody paid it."),
        ("They may sue for fraud.", "b) They may appeal."),
        ("Was it sold?", "It was."),
        ("It was sold by Harbor!", "Incoming mail was lost."),
    ],
)
def test_what_only_looks_like_the_rest_of_a_sentence_stands_for_itself(parts: tuple[str, str]) -> None:
    assert _cut(" ".join(parts)) == list(parts)


def test_no_sentence_goes_on_behind_an_empty_line() -> None:
    assert _cut("It was sold in May.\n\nper day it cost 5 dollars.") == [
        "It was sold in May.",
        "per day it cost 5 dollars.",
    ]


def test_a_number_in_brackets_before_its_unit_is_no_marker() -> None:
    [sentence] = split_sentences("The buyer pays within [30] days [2].", 0, 36, frozenset())
    assert [marker.number for marker in sentence.markers] == ["2"]


def test_sentences_of_a_quoted_paragraph_say_alone_what_they_say_in_it() -> None:
    text = "> It began. The fine was\n> 30 million euros. It was paid."
    assert [shown(words) for words in _cut(text)] == ["It began. The fine was 30 million euros.", "It was paid."]


def test_a_run_of_all_references_on_a_name_is_of_the_document() -> None:
    sentence = _sentence("lodged on")
    assert {m.number for m in sentence.markers if m.whole_document} == set(NUMBERS)


def test_a_marker_supports_the_clause_that_it_closes() -> None:
    sentence = _sentence("lodged on")
    [marker] = [m for m in sentence.markers if m.number == "3" and not m.whole_document]
    assert TEXT[marker.clause_start : marker.start].strip() == "bought from a broker"


def test_a_marker_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    sentence = _sentence("denied it")
    assert shown(TEXT[sentence.start : sentence.end]) == "The company denied it."
    assert [m.number for m in sentence.markers] == ["5"]


def test_one_line_of_five_megabytes_is_cut_into_pieces_that_a_model_can_read() -> None:
    text = "word " * 1_000_000
    found = split_sentences(text, 0, len(text), frozenset())
    assert max(s.end - s.start for s in found) <= MAX_CHARS
    assert "".join(text[s.start : s.end].replace(" ", "") for s in found) == "word" * 1_000_000


@pytest.mark.parametrize(
    "clause",
    [
        "it paid a fine of €40,000",
        "filed on January 21, 2025",
        "docketed as 5:25-cv-00709",
        "in the years 2024–2025",
        "see https://example.org/a",
        "on 18 September, 2024",
    ],
)
def test_a_comma_colon_or_dash_within_a_value_does_not_cut_its_clause(clause: str) -> None:
    text = f"Harbor Foods sold herring; {clause} [1]."
    [sentence] = split_sentences(text, 0, len(text), NUMBERS)
    [marker] = sentence.markers
    assert text[marker.clause_start : marker.start].strip() == clause


@pytest.mark.parametrize("between", [", ", "; ", ": ", " – ", "—", " — ", " and ", " but ", ",\n"])
def test_a_clause_begins_behind_what_parts_clauses(between: str) -> None:
    text = f"Harbor Foods sold herring{between}it denied that [1]."
    [sentence] = split_sentences(text, 0, len(text), NUMBERS)
    [marker] = sentence.markers
    assert text[marker.clause_start : marker.start].strip() == "it denied that"


@pytest.mark.parametrize(
    "clause",
    [
        "it was paused in Hong Kong and Belgium",
        "it was paused in Hong Kong, Belgium and the United Kingdom",
        "it asks for costs and attorney fees",
        "it was sold by Harbor Foods and its affiliates",
        "ClassAction.org and Reuters give the date",
        "it named a lawyer and vice president of Harbor Foods",
        "it was sold not in Ireland but Belgium",
    ],
)
def test_a_conjunction_between_nouns_or_names_does_not_cut_the_clause(clause: str) -> None:
    text = f"Harbor Foods sold herring [2]; {clause} [1]."
    [sentence] = split_sentences(text, 0, len(text), NUMBERS)
    assert text[sentence.markers[-1].clause_start : sentence.markers[-1].start].strip() == clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("It sold herring and paid a fine [1].", "paid a fine"),
        ("It sold herring and was fined [1].", "was fined"),
        ("It sold herring and the board rejected the plan [1].", "the board rejected the plan"),
        ("It is sold in Ireland [2] and Belgium [1].", "Belgium"),
        ("In Ireland, Harbor Foods was fined [1].", "In Ireland, Harbor Foods was fined"),
        ("It was sold in Ireland; brokers in Cork and Hull denied it [1].", "brokers in Cork and Hull denied it"),
        ("It hid the tins and did not label them [1].", "did not label them"),
    ],
)
def test_a_conjunction_between_clauses_does(text: str, clause: str) -> None:
    [sentence] = split_sentences(text, 0, len(text), NUMBERS)
    assert text[sentence.markers[-1].clause_start : sentence.markers[-1].start].strip() == clause
