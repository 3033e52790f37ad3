from __future__ import annotations

import pytest

from retrieval.disputes.asking import About, asked_about, asks_who_says, fits_question
from retrieval.disputes.normal import amounts_in
from retrieval.question import Asked


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("When was the suit filed?", About.DATE),
        ("On what date was it filed?", About.DATE),
        ("What was the settlement amount?", About.AMOUNT),
        ("How many members are there?", About.NUMBER),
        ("What is the docket number?", About.CASE_NUMBER),
        ("May the tenant keep a dog?", About.YES_OR_NO),
        ("Were messages used, yes or no?", About.YES_OR_NO),
        ("What was the fine?", About.AMOUNT),
        ("What was the fine about?", None),
        ("What was the fine for?", None),
        ("Who sued LinkedIn?", None),
        ("Why was it dropped?", None),
    ],
)
def test_a_question_asks_for_a_kind_of_value_or_for_none(question: str, about: About | None) -> None:
    assert asked_about(Asked(question)) is about


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("What share of the users lives there?", "24%", True),
        ("What share of the users lives there?", "230 million", False),
        ("How long is the notice period?", "six weeks", True),
        ("How long is the notice period?", "$500", False),
        ("What was the fine?", "€310 million", True),
        ("What was the fine?", "310 million", False),
        ("How many users are there?", "230 million", True),
        ("How many users are there?", "$1.7 billion", False),
    ],
)
def test_only_values_in_a_unit_that_is_asked_for_count(question: str, text: str, fits: bool) -> None:
    asked = Asked(question)
    about = asked_about(asked)
    assert about is not None
    assert fits_question(asked, about, amounts_in(text)[0][1]) is fits


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Who first reported the strike?", True),
        ("Which two papers say so?", True),
        ("When did the union announce the strike?", True),
        ("Did the union deny it?", True),
        ("Who called the claims of the union wrong?", False),
        ("When was the claim filed?", False),
        ("Who complained about the report?", False),
    ],
)
def test_a_question_asks_who_says_something_or_what_is_so(question: str, says: bool) -> None:
    assert asks_who_says(question) is says
