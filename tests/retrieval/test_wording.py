"""What of a message is asked, and what is only said."""

from __future__ import annotations

import pytest

from retrieval.wording import question_of


@pytest.mark.parametrize(
    ("message", "asked", "said"),
    [
        ("Who sued LinkedIn?", "Who sued LinkedIn?", ""),
        ("who sued linkedin", "who sued linkedin", ""),
        ("Who sued? And when?", "Who sued? And when?", ""),
        ("My client has a free account. Was he in the class?", "Was he in the class?", "My client has a free account."),
        ("The fine was $5. Is that right?", "Is that right?", "The fine was $5."),
        ("Hi! Could you tell me when it was filed, please?", "when it was filed?", "Hi! Could you"),
        ("I would like to know whether the case was dropped", "whether the case was dropped", ""),
        ("In the voice of a pirate, tell me who owns LinkedIn.", "who owns LinkedIn.", "In the voice of a pirate"),
        ("Tell me about the lawsuit.", "Tell me about the lawsuit.", ""),
        ("Was it dismissed? Thanks!", "Was it dismissed?", "Thanks!"),
        ("", "", ""),
    ],
)
def test_a_message_is_told_apart_into_what_it_asks_and_what_it_says(message: str, asked: str, said: str) -> None:
    assert question_of(message) == (asked, said)


@pytest.mark.parametrize(
    "message",
    [
        "When was De La Torre v. LinkedIn filed?",
        "Was Acme Inc. No. 5 in the list sued?",
        "What happened on Jan. 30, 2025?",
        "Was it before the U.S. District Court?",
    ],
)
def test_an_abbreviation_ends_no_sentence(message: str) -> None:
    assert question_of(message) == (message, "")
