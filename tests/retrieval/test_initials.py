"""Initials and the names that they stand for count as the same words."""

from __future__ import annotations

import pytest

from retrieval.initials import other_forms, spelled_out
from retrieval.tokens import stemmed

WARNED = "The Ferry Safety Board warned owners in a letter of 3 May."


@pytest.mark.parametrize("question", ["When did the FSB write?", "when did the fsb write"])
def test_initials_are_found_where_a_text_has_the_name(question: str) -> None:
    assert other_forms(question, WARNED) == {"fsb"}


def test_a_name_is_found_where_a_text_has_its_initials() -> None:
    expected = {stemmed(word) for word in ("ferry", "safety", "board")}
    assert other_forms("What does the Ferry Safety Board want?", "The FSB wants new rafts.") == expected


def test_small_words_inside_a_name_give_no_initial() -> None:
    assert other_forms("Who runs the BFH?", "the Board for Ferries and Harbours is run by two captains") == {"bfh"}


def test_a_part_of_a_longer_name_counts() -> None:
    assert other_forms("Who asked the FSB?", "Nordic Ferry Safety Board minutes") == {"fsb"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did the FBS write?", WARNED),
        ("When did the Fsb write?", WARNED),
        ("When did they write?", WARNED),
        ("When did the FSB write?", "ferry safety board"),
        ("", ""),
    ],
)
def test_other_words_stand_for_nothing(question: str, text: str) -> None:
    assert not other_forms(question, text)


def test_a_question_is_read_with_its_initials_spelled_out() -> None:
    assert spelled_out("Did the FSB write?", [WARNED]) == "Did the Ferry Safety Board (FSB) write?"


def test_the_name_that_stands_there_most_often_is_meant() -> None:
    texts = ["Free Seaside Bus", WARNED, WARNED.replace("warned", "thanked")]
    assert spelled_out("the fsb?", texts) == "the Ferry Safety Board (FSB)?"


def test_a_question_without_a_match_stays_as_it_is() -> None:
    assert (
        spelled_out("What did the ABC say to the FSB?", ["Nobody said anything."]) == "What did the ABC say to the FSB?"
    )
