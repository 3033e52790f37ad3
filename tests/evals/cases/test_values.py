from __future__ import annotations

from decimal import Decimal

import pytest

from evals.cases.values import Amount, Day, dates, money, numbers, sole_value


@pytest.mark.parametrize(
    "text",
    [
        "on January 21, 2025",
        "on Jan. 21, 2025",
        "on 21 January 2025",
        "the 21st of January 2025",
        "(2025-01-21)",
        "January 21st, 2025.",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert dates(text) == [Day(2025, 1, 21)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in August 2024", [Day(2024, 8)]),
        ("in 2024", [Day(2024)]),
        ("on May 4", [Day(None, 5, 4)]),
        ("it may 4 times", []),
        ("Article 6 may apply", []),
        ("they march 6 miles", []),
        ("on 6 may 2024", [Day(2024, 5, 6)]),
        ("from August 2024 to 2025", [Day(2024, 8), Day(2025)]),
        ("$2024 and 20245", []),
        ("No. 5:25-cv-00709", []),
        ("filed [1] in May [2] 2024", [Day(2024, 5)]),
    ],
)
def test_dates_are_read_as_far_as_they_are_given(text: str, found: list[Day]) -> None:
    assert dates(text) == found


def test_a_date_is_said_by_a_fuller_one_and_not_by_a_vaguer_one() -> None:
    month, day = Day(2025, 1), Day(2025, 1, 21)
    assert month.fits(day)
    assert not day.fits(month)
    assert not Day(2024).fits(day)


@pytest.mark.parametrize(
    "text",
    [
        "$1.7 billion",
        "US$1,700 million",
        "1.7bn dollars",
        "$1.70bn",
        "USD 1,700,000,000",
        "1.7 billion US dollars",
        "1.7 billion U.S. dollars",
        "a $1.7-billion fund",
        "the 1.7-billion-dollar fund",
        "$1.7‑billion",
    ],
)
def test_an_amount_of_money_is_read_however_it_is_written(text: str) -> None:
    assert money(text) == [Amount(Decimal("1700000000").normalize(), "USD")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$1,000 (£812)", [("1000", "USD"), ("812", "GBP")]),
        ("€310m", [("310000000", "EUR")]),
        ("310 million euros", [("310000000", "EUR")]),
        ("1,000 users", []),
        ("$1,000,000", [("1000000", "USD")]),
    ],
)
def test_money_has_a_currency(text: str, found: list[tuple[str, str]]) -> None:
    assert money(text) == [Amount(Decimal(value).normalize(), unit) for value, unit in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eleven references", ["11"]),
        ("one billion users", ["1000000000"]),
        ("1.2 billion", ["1200000000"]),
        ("twenty-five cases", ["25"]),
        ("$5 on May 4, 2024", []),
        ("three dates", ["3"]),
        ("One hundred and fifty members", ["150"]),
        ("two thousand five hundred, three hundred sixty-five", ["2500", "365"]),
        ("one million two hundred thousand three hundred and five", ["1200305"]),
        ("five hundred and six hundred, five and six", ["500", "600", "5", "6"]),
        ("two hundred and three hundred", ["200", "300"]),
        ("five million and six thousand", ["5000000", "6000"]),
        ("a 5-million-member network", ["5000000"]),
        ("Article 6 may apply", ["6"]),
        ("nobody", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, found: list[str]) -> None:
    assert [str(f"{amount.value:f}") for amount in numbers(text)] == found


def test_a_percentage_is_not_a_plain_number() -> None:
    assert numbers("25% of 25") == [Amount(Decimal(25), "%"), Amount(Decimal(25))]
    assert numbers("twenty-five per cent of thirty") == [Amount(Decimal(25), "%"), Amount(Decimal(30).normalize())]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("January 21, 2025", Day(2025, 1, 21)),
        ("August 2024", Day(2024, 8)),
        ("2024", None),
        ("$1,000", Amount(Decimal(1000).normalize(), "USD")),
        ("$1,000 per user", None),
        ("by January 21, 2025", None),
    ],
)
def test_a_phrase_that_is_nothing_but_a_value_is_told(phrase: str, value: object) -> None:
    assert sole_value(phrase) == value
