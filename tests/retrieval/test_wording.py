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
        ("Hi! Could you tell me when it was filed, please?", "when it was filed?", ""),
        ("I would like to know whether the case was dropped", "whether the case was dropped", ""),
        ("In the voice of a pirate, tell me who owns LinkedIn.", "who owns LinkedIn.", "In the voice of a pirate"),
        ("Tell me about the lawsuit.", "Tell me about the lawsuit.", ""),
        ("Was it dismissed? Thanks!", "Was it dismissed?", ""),
        ("He left in 2023\n\nis he in the class\n\nIt is urgent", "is he in the class", "He left in 2023 It is urgent"),
        ("who sued?\n  \nwhen was it dropped?", "who sued? when was it dropped?", ""),
        ("Who sued? when exactly", "Who sued? when exactly", ""),
        (
            "he left in 2023. when he did, he was paid. why is that?",
            "why is that?",
            "he left in 2023. when he did, he was paid.",
        ),
        ("Filing date\n\nLinkedIn suit", "Filing date LinkedIn suit", ""),
        ("1. Who sued?\n2. And when?", "Who sued? And when?", ""),
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


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Who appealed", "Who appealed"),
        ("In which state was it heard.", "In which state was it heard."),
        ("how many users are affected", "how many users are affected"),
        ("Has the judge decided", "Has the judge decided"),
        ("When exactly", "When exactly"),
        ("Did LinkedIn deny it.", "Did LinkedIn deny it."),
        ("Please tell us who appealed.", "who appealed."),
        ("Could you let me know where it was heard.", "where it was heard."),
        ("I need to know whether a judge has decided.", "whether a judge has decided."),
    ],
)
def test_a_sentence_without_a_question_mark_asks_by_its_beginning(sentence: str, asked: str) -> None:
    assert question_of(f"We act for a shop in Leeds. {sentence}") == (asked, "We act for a shop in Leeds.")


@pytest.mark.parametrize(
    "sentence",
    [
        "When he subscribed, nothing was said of training.",
        "What they wrote was vague.",
        "Will Jones is our client.",
        "May 5 is the deadline.",
        "Have a look at page 3.",
        "Do not be long.",
        "Should you need more, write to us.",
        "The firm never told us why, and it refuses to tell us who knew.",
        "Let us know if you need the contract.",
    ],
)
def test_a_statement_that_begins_or_sounds_like_a_question_is_none(sentence: str) -> None:
    assert question_of(f"{sentence} Who pays the costs?") == ("Who pays the costs?", sentence)


def test_questions_without_marks_are_told_apart() -> None:
    assert question_of("Who appealed. When was it heard") == ("Who appealed? When was it heard", "")


@pytest.mark.parametrize(
    "around",
    [
        "Hello,\n{}",
        "Dear Dr. Miller,\n\n{}\n\nKind regards,\nJ. Doe\nDoe & Partners",
        "Good morning everyone! I hope you had a good weekend.\n\n{}",
        "hey all\nhope this finds you well\n{}\nthanks in advance\ntom",
        "{} Many thanks, Tom",
        "{} https://news.example/a?id=1",
        "https://news.example/a\n\n{}",
        "{}\n\n<https://news.example/a>\n\nwww.news.example",
    ],
)
def test_a_greeting_a_signature_and_an_address_are_neither_asked_nor_said(around: str) -> None:
    question = "Which court heard the appeal?"
    assert question_of(around.format(question)) == (question, "")


@pytest.mark.parametrize("message", ["Hello!", "Thanks", "https://news.example/a", "Dear John sued.", "2025?"])
def test_a_message_of_nothing_else_is_kept(message: str) -> None:
    assert question_of(message) == (message, "")


def test_what_only_begins_like_a_greeting_or_an_end_stays() -> None:
    message = "Hi team. Our client, Bob, left. Was he paid? Thanks to the settlement others were."
    assert question_of(message) == ("Was he paid?", "Our client, Bob, left. Thanks to the settlement others were.")
