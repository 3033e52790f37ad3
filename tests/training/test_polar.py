"""Statements asked back as questions."""

from __future__ import annotations

import random

import pytest

from training.polar import asked_back


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("The film was released in 2003.", "Was the film released in 2003?"),
        ("Julie Bowen is an actress.", "Is Julie Bowen an actress?"),
        ("Members can opt out of training.", "Can Members opt out of training?"),
    ],
)
def test_a_statement_with_an_auxiliary_is_turned_round(statement: str, question: str) -> None:
    assert question in {asked_back(statement, random.Random(seed)) for seed in range(9)}


def test_a_statement_without_one_is_to_be_confirmed() -> None:
    asked = {asked_back("The studio made four films.", random.Random(seed)) for seed in range(40)}
    assert asked == {"The studio made four films", "the studio made four films?"} | {
        "Is it true that the studio made four films?"
    }


def test_a_long_subject_is_not_turned_round() -> None:
    statement = "Of all the many films that the studio ever made in that town, one was a success."
    assert not any(asked_back(statement, random.Random(seed)).startswith("Was") for seed in range(20))
