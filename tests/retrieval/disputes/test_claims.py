from __future__ import annotations

import pytest

from tests.retrieval.disputes.claiming import claim, maybe

FILED = "When was the lawsuit filed?"


def test_a_claim_is_the_value_and_the_rest_of_its_clause() -> None:
    found = claim(FILED, "The lawsuit against Acme was filed on January 21, 2025.")
    assert found.shown == "January 21, 2025"
    assert " ".join(found.rest.split()) == "The lawsuit against Acme was filed on ."


@pytest.mark.parametrize(
    "quote",
    [
        "The lawsuit was filed in court.",
        "The lawsuit was filed on January 21, 2025 or January 22, 2025.",
    ],
)
def test_a_sentence_with_no_value_or_with_several_claims_none(quote: str) -> None:
    assert maybe(FILED, quote) is None


def test_of_two_values_the_one_in_the_clause_with_the_questions_words_is_claimed() -> None:
    quote = "Alpha News dates the dismissal of the suit to January 31, 2025, whereas the listing says January 30, 2025."
    assert claim("When was the dismissal of the suit?", quote).shown == "January 31, 2025"


def test_the_date_of_a_report_is_not_what_is_reported() -> None:
    quote = "Reuters wrote on May 2, 2024 that the fine was imposed on April 3, 2024."
    assert claim("When was the fine imposed?", quote).shown == "April 3, 2024"


def test_a_value_that_the_question_names_is_no_answer_to_it() -> None:
    assert maybe("How much of the $5 million was paid?", "The plaintiff sought $5 million.") is None


def test_yes_or_no_is_shown_by_the_words_that_decide() -> None:
    quote = "The website Lawfeed says that the case was dismissed with prejudice."
    assert claim("Was the case dismissed with prejudice?", quote).shown == "with prejudice"
