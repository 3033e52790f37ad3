from __future__ import annotations

import pytest

from evals.cases.text import contains, normalise


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("$1.7 billion", "$1.7bn"),
        ("$1.7 billion", "US$1,700 million"),
        ("$1.70 billion", "$1.7 billion"),
        ("€310 million", "€310m"),
        ("$1,000", "$1000"),
        ("$1,000", "$1k"),
        ("$1,000.00 each", "$1,000 each"),
        ("25.0% of it", "25% of it"),
        ("1,000,000 users", "1 million users"),
        ("California's", "California’s"),
        ('"no merit"', "“no merit”"),
        ("opt-out", "opt out"),
        ("opt‑out", "Opt–Out"),
        ("breach of\n  contract", "Breach of contract"),
        ("the court [7].", "the court."),
        ("contract [1] [2][10], and", "contract, and"),
        ("the ﬁne", "the fine"),
    ],
)
def test_ways_of_writing_the_same_are_equal(written: str, also_written: str) -> None:
    assert normalise(written) == normalise(also_written)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The fine was $1,000,000.", "$1,000"),
        ("It made $1.75 billion.", "$1.7 billion"),
        ("It made $1.7 billion.", "$1.7 million"),
        ("It made $1.7 billion.", "$1"),
        ("It made $1.7 billion.", "7 billion"),
        ("January 21, 2024", "1, 2024"),
        ("the preceding case", "cede"),
        ("in 20245 cases", "2024"),
        ("anything at all", "-"),
        ("See section 7.10.", "section 7.1"),
        ("See Rule 70.", "Rule 7.0"),
        ("Agent 007", "agent 7"),
        ("version 2.0", "version 2"),
    ],
)
def test_a_phrase_is_found_only_as_whole_words_and_whole_numbers(text: str, phrase: str) -> None:
    assert not contains(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The suit seeks $1,000 per user.", "$1,000"),
        ("Revenue was $1.7 billion.", "$1.7bn"),
        ("In September 2024, it changed.", "september 2024"),
        ("(GDPR)", "GDPR"),
        ("Filed on January 21, 2024.", "January 21, 2024"),
        ("a class-action lawsuit", "class action"),
    ],
)
def test_a_phrase_is_found_beside_punctuation(text: str, phrase: str) -> None:
    assert contains(text, phrase)


def test_a_number_of_any_length_is_compared_without_failing() -> None:
    assert contains("9" * 500, "9" * 500)
