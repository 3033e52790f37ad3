import pytest

from retrieval.question import Asked, end_of, is_address, parts
from retrieval.values import Kind


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
        ("Which judge is it", ["Which judge is it"]),
        (
            "Who appealed? Where? Why? Since when? And is it over?",
            ["Who appealed", "Where", "Why", "Since when", "And is it over?"],
        ),
        ("Who appealed? https://news.example/a?id=1", ["Who appealed"]),
        ("https://news.example/a and who appealed?", ["who appealed?"]),
        ("www.news.example", ["www.news.example"]),
    ],
)
def test_a_question_is_cut_where_another_one_begins(question: str, asked: list[str]) -> None:
    assert parts(question) == asked


def test_the_question_is_sought_before_what_it_leans_on() -> None:
    assert Asked("When was it heard?", "Who appealed").sought == "When was it heard? – Who appealed"


def test_of_a_long_context_the_end_is_sought() -> None:
    context = f"{'The shop sells tea. ' * 60}It is in Leeds."
    sought = Asked("Who appealed?", context).sought
    assert len(sought) < 330
    assert sought.startswith("Who appealed? – ")
    assert sought.endswith("tea. It is in Leeds.")


@pytest.mark.parametrize(
    ("text", "end"),
    [("tea", "tea"), ("tea and milk", "and milk"), ("much teaandmilk", "teaandmilk"), ("uninterrupted", "interrupted")],
)
def test_the_end_of_a_text_begins_with_a_word(text: str, end: str) -> None:
    assert end_of(text, 11) == end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/b?c=d", True),
        ("<http://a.example>", True),
        ("www.a.example ", True),
        ("see www.a.example", False),
    ],
)
def test_an_address_is_told_from_words(text: str, expected: bool) -> None:
    assert is_address(text) == expected


def test_no_word_of_a_question_is_lost() -> None:
    question = "Who sued LinkedIn, and when was it filed? How much is sought?"
    assert {word for part in parts(question) for word in Asked(part).weights} >= {"su", "linkedin", "file", "sought"}


def test_what_counts_are_the_rare_words_and_not_those_that_ask() -> None:
    weights = Asked("Tell me exactly what the Stored Communications Act says about 1,000 users").weights
    assert weights.keys() >= {"store", "communic", "act", "1000", "user"}
    assert not weights.keys() & {"tell", "what", "the", "say", "exact", "exactli"}
    assert weights["1000"] > weights["act"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("When did they announce the fine – how much was it?", Kind.NUMBER),
        ("When did they announce the fine – and why?", None),
        ("When did they announce the fine – and in Ireland?", Kind.DATE),
    ],
)
def test_a_follow_up_with_a_question_word_of_its_own_says_what_kind_of_value_is_asked_for(
    text: str, kind: Kind | None
) -> None:
    assert Asked(text).kind is kind


def test_a_negation_counts() -> None:
    assert "not" in Asked("Which members are not affected?").weights


def test_names_are_the_capitalised_words_behind_the_first_and_the_numbers() -> None:
    assert Asked("Did LinkedIn Premium change in 2024?").names == {"linkedin", "premium", "2024"}
