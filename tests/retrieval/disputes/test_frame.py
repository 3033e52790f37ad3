from __future__ import annotations

import pytest

from tests.retrieval.disputes.claiming import frame

FINED = "How much was Acme fined?"


def test_the_value_and_the_date_are_no_words_of_the_frame() -> None:
    found = frame(FINED, "The regulator fined Acme $5 million in May 2022.")
    assert set(found.stems) == {"regul", "fine", "acm"}
    assert [(each.year, each.month) for each in found.period] == [(2022, 5)]


@pytest.mark.parametrize(
    ("quote", "covers"),
    [
        ("The regulator fined Acme $5 million.", True),
        ("The regulator fined Zenith $5 million.", False),
        ("A regulator can fine Acme up to $5 million.", False),
        ("Acme earned $5 million.", False),
    ],
)
def test_a_frame_covers_a_question_whose_words_and_names_it_has(quote: str, covers: bool) -> None:
    assert frame(FINED, quote).covers is covers


def test_per_and_each_narrow_alike() -> None:
    question = "How much is sought?"
    assert frame(question, "The suit seeks $5 per user.").narrowing == {"user"}
    assert frame(question, "The suit seeks $5 for each user.").narrowing == {"user"}
    assert frame(question, "The suit seeks $5.").narrowing == set()


def test_the_head_is_the_noun_that_a_clause_is_built_on() -> None:
    assert frame("When was it filed?", "The notice ending the suit was filed on May 2.").head == "notic"


def test_the_side_of_a_date_that_bounds_is_known() -> None:
    assert frame("When was it filed?", "The suit was filed before May 2.").side == "before"
    assert frame("When was it filed?", "The suit was filed on May 2.").side == ""


@pytest.mark.parametrize(
    ("quote", "agent"),
    [
        ("The Zenith Bank later sold Acme on May 2.", {"zenith", "bank"}),
        ("The Fifth Circuit requires it by May 2.", {"fifth", "circuit"}),
        ("The Zenith complaint was filed on May 2.", set()),
        ("The Dutch exports rose on May 2.", set()),
        ("The Zenith profits were published on May 2.", set()),
    ],
)
def test_an_agent_is_a_name_that_a_verb_follows(quote: str, agent: set[str]) -> None:
    assert frame("When was it?", quote).agent == agent
