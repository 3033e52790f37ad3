import pytest

from retrieval.values import Kind, asked_kind, values


def _found(text: str, kind: Kind) -> list[str]:
    return [text[start:end] for start, end in values(text, kind)]


@pytest.mark.parametrize(
    "day",
    ["January 21, 2025", "21 January 2025", "21st of January 2025", "Jan. 21, 2025", "Sept. 18", "2025-01-21"],
)
def test_a_day_is_found_whole(day: str) -> None:
    text = f"It was filed on {day}, in San Jose."
    assert _found(text, Kind.DAY) == _found(text, Kind.DATE) == [day]


@pytest.mark.parametrize("date", ["September 2024", "in 2024", "August"])
def test_a_month_or_a_year_is_a_date_but_no_day(date: str) -> None:
    text = f"It changed {date}."
    assert _found(text, Kind.DATE) == [date.removeprefix("in ")]
    assert _found(text, Kind.DAY) == []


@pytest.mark.parametrize(
    "money",
    ["$1,000", "€310 million", "£4.5bn", "US$1.2 billion", "5 million dollars", "50 cents", "$ 99.90", "1,000 EUR"],
)
def test_money_is_found_with_its_currency_and_scale(money: str) -> None:
    assert _found(f"They pay {money}.", Kind.MONEY) == [money]


def test_a_bare_number_is_no_money() -> None:
    assert _found("Some 1,000 users in 2024.", Kind.MONEY) == []


@pytest.mark.parametrize("number", ["1,200", "3.5 million", "45 %", "45%", "seven", "two thousand", "twice"])
def test_a_number_is_found_in_figures_and_in_words(number: str) -> None:
    assert _found(f"There were {number}.", Kind.NUMBER) == [number]


@pytest.mark.parametrize("number", ["$1,200", "€3.5 million", "£ 40", "US$7"])
def test_the_sign_of_a_currency_belongs_to_its_number(number: str) -> None:
    assert _found(f"A seat costs {number}.", Kind.NUMBER) == [number]


@pytest.mark.parametrize("code", ["5:25-cv-00709", "No. 22-1234"])
def test_a_docket_number_is_found_whole(code: str) -> None:
    assert _found(f"The case is {code}, in San Jose.", Kind.CODE)[0].startswith(code)


def test_every_value_in_a_sentence_is_found_in_order() -> None:
    text = "It was €310 million on 24 October 2024, after €1.2 billion on May 22, 2023."
    assert _found(text, Kind.MONEY) == ["€310 million", "€1.2 billion"]
    assert _found(text, Kind.DAY) == ["24 October 2024", "May 22, 2023"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("And when was it dismissed?", Kind.DATE),
        ("In which year was it filed?", Kind.DATE),
        ("What was the exact date of the ruling?", Kind.DAY),
        ("What fine did the DPC impose?", Kind.MONEY),
        ("How much money do they want?", Kind.MONEY),
        ("How much was the Irish fine?", Kind.MONEY),
        ("What is the number of members?", Kind.NUMBER),
        ("What is the docket number?", Kind.CODE),
        ("Why was it dismissed?", None),
    ],
)
def test_a_question_asks_for_one_kind_of_value(question: str, kind: Kind | None) -> None:
    assert asked_kind(question) is kind
