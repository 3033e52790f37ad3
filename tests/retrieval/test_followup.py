import pytest

from retrieval.followup import dangling, lone, resolved, stands_alone
from retrieval.question import Asked

FIRST = "Who sued LinkedIn over private messages?"
BEFORE = "Who sued LinkedIn over private messages"


@pytest.mark.parametrize(
    "question",
    [
        "When was it filed?",
        "And how much money do they want?",
        "and in which court was that?",
        "And what do they want?",
        "What did they say?",
        "Was that decision of the Irish regulator appealed by the company in Dublin?",
    ],
)
def test_a_whole_question_that_points_back_is_read_alone_and_searched_for_with_the_last_one(question: str) -> None:
    found = resolved(question, [FIRST])
    assert found == Asked(question, BEFORE)
    assert found.sought == f"{question} – {BEFORE}"


@pytest.mark.parametrize(
    "question",
    [
        "And in the UK?",
        "What about Hong Kong?",
        "how about the appeal",
        "the judge",
        "Why?",
    ],
)
def test_a_fragment_is_read_with_the_question_that_it_varies(question: str) -> None:
    assert resolved(question, [FIRST]).text == f"{BEFORE} – {question}"


def test_of_a_long_text_before_a_fragment_the_end_is_read() -> None:
    history = [f"{'We act for a shop in Leeds that sells tea. ' * 30}Who sued it?"]
    found = resolved("And in the UK?", history)
    assert len(found.text) < 270
    assert found.text.endswith("sells tea. Who sued it – And in the UK?")
    assert found.must == {"uk"}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("And in the UK?", {"uk"}),
        ("What about Hong Kong?", {"hong", "kong"}),
        ("and in norway", {"norway"}),
        ("And LinkedIn?", set()),
        ("And how is that paid for by those who subscribe?", set()),
    ],
)
def test_what_a_fragment_names_anew_has_to_be_named_in_the_answer(question: str, named: set[str]) -> None:
    assert resolved(question, [FIRST]).must == named


def test_the_one_that_a_question_names_has_to_be_named_in_the_answer() -> None:
    found = resolved("What did the Dutch one say?", ["What did the Irish regulator say?"])
    assert found.must == {"dutch"}


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        ("When did De La Torre dismiss his lawsuit?", "Why?", "Why did De La Torre dismiss his lawsuit?"),
        ("In which court was the suit filed?", "and when exactly?", "When was the suit filed?"),
        ("Why was it dismissed?", "When?", "When was it dismissed?"),
        ("When was LinkedIn fined?", "and by whom?", "By whom was LinkedIn fined?"),
        ("When was LinkedIn fined?", "For what exactly?", "For what was LinkedIn fined?"),
    ],
)
def test_a_bare_asking_word_takes_the_place_of_the_earlier_one(before: str, question: str, asked: str) -> None:
    assert resolved(question, [before]) == Asked(asked)


def test_a_question_that_stands_alone_is_left_alone() -> None:
    question = "Which fine did the Irish Data Protection Commission impose on LinkedIn in October 2024?"
    assert resolved(question, [FIRST]) == Asked(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who sued Reddit?", True),
        ("What was decided in 2021?", True),
        ("Was he sued by Reddit?", False),
        ("And in Norway?", False),
        ("Who is the judge?", False),
    ],
)
def test_a_question_stands_alone_that_names_its_subject_and_points_to_nothing(question: str, expected: bool) -> None:
    assert stands_alone(question) == expected


@pytest.mark.parametrize("history", [[], [""], ["  ", "\n"], ["agent: Which one do you mean?"]])
def test_without_an_earlier_question_there_is_nothing_to_point_back_to(history: list[str]) -> None:
    assert resolved("When was it filed?", history) == Asked("When was it filed?")


def test_it_goes_back_to_the_last_question_that_stands_alone() -> None:
    history = [
        "Which regulator fined LinkedIn in October 2024 over its advertising?",
        f"user: {FIRST}",
        "agent: One member did.",
        "user: And when?",
    ]
    assert resolved("By whom?", history) == Asked(f"{BEFORE} – And when – By whom?")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Does this animal have antlers?", "this animal"),
        ("Who keeps these paper records?", "these paper records"),
        ("Did it receive any updates?", "it"),
        ("How much do they want?", "they"),
    ],
)
def test_words_that_point_to_nothing_are_named(question: str, words: str) -> None:
    assert dangling(question, []) == words


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("Does this animal have antlers?", ["Where do animals of the tundra live?"]),
        ("How much do they want?", [FIRST]),
        ("When a member sues LinkedIn, who pays for this member?", []),
        ("Is it legal to train on messages?", []),
        ("How long does it take to appeal?", []),
        ("Did LinkedIn say that it was wrong?", []),
        ("Who sued LinkedIn?", []),
        ("What is this?", []),
    ],
)
def test_words_that_point_to_something_or_say_nothing_are_fine(question: str, history: list[str]) -> None:
    assert dangling(question, history) is None


@pytest.mark.parametrize(
    ("question", "alone"), [("LinkedIn", "LinkedIn"), ("When?", "When"), ("What about it?", "What about it")]
)
def test_a_word_alone_and_a_question_without_a_telling_word_do_not_say_what_is_asked(question: str, alone: str) -> None:
    assert lone(question, []) == alone
    assert lone(question, [FIRST]) is None


@pytest.mark.parametrize("question", ["premium price", "Why was it dismissed?", "What happened?"])
def test_a_telling_word_in_a_question_says_what_is_asked(question: str) -> None:
    assert lone(question, []) is None
