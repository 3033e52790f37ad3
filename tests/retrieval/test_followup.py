import pytest

from retrieval.followup import standalone

FIRST = "Who sued LinkedIn over private messages?"


@pytest.mark.parametrize(
    "question",
    [
        "When was it filed?",
        "And how much do they want?",
        "What about the appeal before the Ninth Circuit?",
        "Why?",
        "Was that decision of the Irish regulator appealed by the company in Dublin?",
    ],
)
def test_a_question_that_points_back_gets_the_last_one_in_front(question: str) -> None:
    assert standalone(question, [FIRST]) == f"Who sued LinkedIn over private messages – {question}"


def test_a_question_that_stands_alone_is_left_alone() -> None:
    question = "Which fine did the Irish Data Protection Commission impose on LinkedIn in October 2024?"
    assert standalone(question, [FIRST]) == question


@pytest.mark.parametrize("history", [[], [""], ["  ", "\n"]])
def test_without_a_conversation_there_is_nothing_to_point_back_to(history: list[str]) -> None:
    assert standalone("When was it filed?", history) == "When was it filed?"


def test_only_the_last_question_counts() -> None:
    found = standalone("When was it filed?", ["Who is Alessandro De La Torre?", FIRST, " "])
    assert found == "Who sued LinkedIn over private messages – When was it filed?"
