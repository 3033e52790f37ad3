"""The written collections are read as they stand, and every one of them is in order."""

from __future__ import annotations

import pytest

from evals.cases.files import load_cases
from retrieval.tokens import words
from training.written import TEXTS, Collection, collections

LINES = """\
# a A ferry's timetable
a1 The ferry sails at nine.
a2 It returns at noon.

## Winter
a3 - There is no ferry in January.
a4 - Dogs travel free.

# b A notice
b1 The noon ferry is cancelled on Sundays.

? when does it come back = a2 b1 [noon]
? who steers the ferry = none a1 b1
""".splitlines()


def read(*lines: str) -> Collection:
    return Collection.parsed("ferry", lines)


def test_sentences_make_paragraphs_headings_and_list_items_lines() -> None:
    texts = [row["text"] for row in read(*LINES).corpus()]
    assert texts == [
        "The ferry sails at nine. It returns at noon.\nWinter\n- There is no ferry in January.\n- Dogs travel free.",
        "The noon ferry is cancelled on Sundays.",
    ]


def test_a_question_names_the_places_of_its_evidence_and_of_its_phrase() -> None:
    collection = read(*LINES)
    texts = {row["doc_id"]: row["text"] for row in collection.corpus()}
    row = collection.asked()[0]

    def said(span: dict[str, str | int]) -> str:
        return str(texts[str(span["doc_id"])])[int(span["start"]) : int(span["end"])]

    assert [said(span) for span in row["evidence"]] == [
        "It returns at noon.",
        "The noon ferry is cancelled on Sundays.",
    ]
    assert [said(span) for span in row["answer_spans"]] == ["noon"]
    assert row["scope_doc_ids"] == ["ferry#a", "ferry#b"]


def test_what_looks_like_an_answer_and_is_none_is_no_evidence() -> None:
    row = read(*LINES).asked()[1]
    assert row["evidence"] == []
    assert [span["doc_id"] for span in row["near"]] == ["ferry#a", "ferry#b"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Not labelled.", "line 3: neither title"),
        ("? a question = a9", "names sentence a9"),
        ("? a question = a1 [ten]", "the phrase 'ten'"),
    ],
)
def test_a_mistake_is_named(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read("# a Timetable", "a1 The ferry sails at nine.", line).asked()


def test_every_collection_is_in_order_and_has_questions_that_nothing_answers() -> None:
    written = collections()
    assert len(written) == len(list(TEXTS.glob("*.txt"))) > 0
    for collection in written:
        answerable = [bool(row["evidence"]) for row in collection.asked()]
        assert 0 < sum(answerable) < len(answerable), collection.name


def test_no_written_question_repeats_one_of_the_known_facts() -> None:
    facts = {tuple(words(case.question)) for case in load_cases()}
    assert not [
        question[1] for each in collections() for question in each.questions if tuple(words(question[1])) in facts
    ]
