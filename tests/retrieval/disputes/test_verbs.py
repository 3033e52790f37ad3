from __future__ import annotations

import pytest

from retrieval.disputes.verbs import begins_with_verb, tells_of_the_past


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        (" sued the bank", True),
        (" is a bank", True),
        (" later sold the bank", True),
        (" requires proof of damage", True),
        (" denies the claims that were made", True),
        (" was denied", True),
        (" won", True),
        (" complaint was filed", False),
        (" sales rose", False),
        (" shares of the bank fell", False),
        (" of the north", False),
        ("", False),
    ],
)
def test_a_verb_is_told_from_a_noun_by_its_form(text: str, verb: bool) -> None:
    assert begins_with_verb(text) is verb


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("the court required proof", True),
        ("the court held that a rider must pay", True),
        ("the court requires proof", False),
        ("a rider need not pay", False),
        ("a hundred riders must pay", False),
        ("a rider injured by a guard recovers damages", False),
        ("a rider who was late must pay", False),
    ],
)
def test_the_first_verb_that_shows_its_tense_decides(text: str, past: bool) -> None:
    assert tells_of_the_past(text) is past
