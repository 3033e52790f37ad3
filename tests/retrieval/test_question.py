import pytest

from retrieval.question import Asked, parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who sued LinkedIn?", ["Who sued LinkedIn?"]),
        ("  Who sued LinkedIn? ", ["Who sued LinkedIn?"]),
        ("Who sued LinkedIn, and when was it filed?", ["Who sued LinkedIn", "when was it filed?"]),
        ("Who sued LinkedIn? What do they want?", ["Who sued LinkedIn", "What do they want?"]),
        ("When was it filed and how much is sought", ["When was it filed", "how much is sought"]),
        ("Who sued, when was it filed and why?", ["Who sued, when was it filed", "why?"]),
        ("Who was left out, and since when are Canadians in?", ["Who was left out", "since when are Canadians in?"]),
        ("Who fined LinkedIn and against what did it appeal?", ["Who fined LinkedIn", "against what did it appeal?"]),
        ("Did messages and contacts leak?", ["Did messages and contacts leak?"]),
        ("terms and conditions", ["terms and conditions"]),
    ],
)
def test_a_question_is_cut_where_another_one_begins(question: str, asked: list[str]) -> None:
    assert parts(question) == asked


def test_a_question_of_very_many_parts_is_read_as_one() -> None:
    question = "Who sued, and when, and where, and why, and how?"
    assert parts(question) == [question]


def test_no_word_of_a_question_is_lost() -> None:
    question = "Who sued LinkedIn, and when was it filed? How much is sought?"
    assert {word for part in parts(question) for word in Asked(part).weights} >= {"su", "linkedin", "file", "sought"}


def test_what_counts_are_the_rare_words_and_not_those_that_ask() -> None:
    weights = Asked("Tell me exactly what the Stored Communications Act says about 1,000 users").weights
    assert weights.keys() >= {"store", "communic", "act", "1000", "user"}
    assert not weights.keys() & {"tell", "what", "the", "say", "exact", "exactli"}
    assert weights["1000"] > weights["act"]


def test_a_negation_counts() -> None:
    assert "not" in Asked("Which members are not affected?").weights


def test_names_are_the_capitalised_words_behind_the_first_and_the_numbers() -> None:
    assert Asked("Did LinkedIn Premium change in 2024?").names == {"linkedin", "premium", "2024"}
