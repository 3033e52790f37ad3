from __future__ import annotations

import pytest

from retrieval.disputes.clauses import (
    Clause,
    attribution_at,
    clause_at,
    clauses,
    dates_the_report,
    is_doubted,
    without_asides,
)


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


@pytest.mark.parametrize(
    ("quote", "rule"),
    [
        ("A fine of $5 is owed for each hour.", True),
        ("A fine of $5 may follow a late return.", True),
        ("Any rider fined by a guard pays $5.", True),
        ("An unpaid fine costs the rider $5.", True),
        ("A jury in Leeds awarded the rider $5.", False),
        ("A guard who was late paid $5.", False),
        ("No rider was fined $5.", False),
    ],
)
def test_a_rule_stands_in_the_present_and_an_event_in_the_past(quote: str, rule: bool) -> None:
    assert _around(quote, "$5").generic is rule


def test_a_word_that_joins_clauses_is_no_report() -> None:
    assert not _around("The ride was free, but the fine was $5.", "$5").reported


@pytest.mark.parametrize(
    ("quote", "doubted"),
    [
        ("Courts in Canada are divided on whether a ride is a contract.", True),
        ("Scholars disagree whether the ride was free.", True),
        ("The judges of the panel differ on this.", True),
        ("Courts in Canada agree that a ride is a contract.", False),
        ("The court split the award between two riders.", False),
    ],
)
def test_whoever_is_said_to_differ_gives_more_than_one_answer(quote: str, doubted: bool) -> None:
    assert is_doubted(quote) is doubted


@pytest.mark.parametrize(
    ("quote", "value", "expected"),
    [
        ("The guard said on May 3 that the fine was $5.", "May 3", True),
        ("In the north, the guard said on May 3 that the fine was $5.", "May 3", True),
        ("On May 3, 2020, the guard, a veteran, said that the fine was $5.", "May 3, 2020", True),
        ("The fine was $5, the guard said on May 3, 2020.", "May 3, 2020", True),
        ("The guard said that the fine fell due on May 3.", "May 3", False),
        ("On May 3, the guard raised the fine to $5.", "May 3", False),
        ("The ride was free until then, and the guard announced a fine on May 3.", "May 3", False),
    ],
)
def test_a_date_beside_who_reports_dates_the_report(quote: str, value: str, expected: bool) -> None:
    start = quote.index(value)
    assert dates_the_report(quote, start, start + len(value)) is expected


@pytest.mark.parametrize(
    ("quote", "words", "attribution"),
    [
        ("The Evening Post says that the fine was $5.", "Post", "The Evening Post says that "),
        ("The fine was $5, the Evening Post wrote.", "Post", ", the Evening Post wrote."),
        ("The Evening Post says that the fine was $5.", "fine", ""),
        ("The guard fined the Evening Post.", "Post", ""),
        ("Ida Holm is the one named guard of the train.", "Holm", ""),
        ("The ride shows, according to the guard, that the fine was due.", "due", ""),
    ],
)
def test_the_words_on_who_reports_are_told_from_those_of_a_claim(quote: str, words: str, attribution: str) -> None:
    start = quote.index(words)
    assert attribution_at(quote, start, start + len(words)) == attribution
