from __future__ import annotations

import pytest

from retrieval.disputes.clauses import Clause, clause_at, clauses, without_asides


def _around(quote: str, value: str) -> Clause:
    start = quote.index(value)
    return clause_at(quote, start, start + len(value))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("According to Reuters, the fine was $5.", "the fine was $5."),
        ("The blog says that the fine was $5.", "the fine was $5."),
        ("The fine was $5, the newspaper reported.", "The fine was $5"),
        ("Alpha News puts the fine at $5.", "the fine at $5."),
        ("The fine was $5.", "The fine was $5."),
    ],
)
def test_who_reports_a_claim_is_no_part_of_it(quote: str, text: str) -> None:
    clause = _around(quote, "$5")
    assert clause.text == text
    assert clause.reported is (text != quote)
    assert quote[clause.start : clause.end] == text


def test_a_clause_ends_where_another_begins() -> None:
    quote = "One site gives May 2, whereas the court says May 3."
    assert _around(quote, "May 2").text.strip(" ,") == "May 2"
    assert _around(quote, "May 3").doubted


@pytest.mark.parametrize(
    ("quote", "flag"),
    [
        ("The website Lawfeed says that the fine was $5.", "retold"),
        ("The firm gives $5, which no other source supports.", "doubted"),
        ("A fine of $5 can be imposed.", "generic"),
        ("The fine was $5 unless it was late.", "generic"),
    ],
)
def test_a_clause_knows_what_weakens_it(quote: str, flag: str) -> None:
    assert getattr(_around(quote, "$5"), flag) is True
    assert getattr(_around("The fine was $5.", "$5"), flag) is False


def test_what_is_said_not_to_be_meant_is_left_out() -> None:
    assert without_asides("It was deleted by the firm, not by its contractor.") == "It was deleted by the firm."


def test_every_clause_of_a_sentence_is_given() -> None:
    assert [each.text.strip(" ,.") for each in clauses("The suit was dropped; the fine was paid.")] == [
        "The suit was dropped;",
        "the fine was paid",
    ]
