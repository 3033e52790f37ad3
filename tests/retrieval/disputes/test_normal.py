from __future__ import annotations

import pytest

from retrieval.disputes.normal import amounts_in, case_numbers_in, fitting


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("5:25-cv-00709", "number 25-00709", True),
        ("5:25-cv-00709-SVK", "25-cv-709", True),
        ("5:25-cv-00709", "5:25-cv-00790", False),
        ("5:25-cv-00709", "3:25-cv-00709", False),
        ("2:23-cv-01418", "2:22-cv-01418", False),
    ],
)
def test_a_case_number_is_the_same_in_its_short_form(one: str, other: str, fits: bool) -> None:
    assert fitting(case_numbers_in(one)[0][1], case_numbers_in(other)[0][1]) is fits


def test_values_of_different_kinds_do_not_fit() -> None:
    assert not fitting(amounts_in("€310 million")[0][1], amounts_in("$310 million")[0][1])


def test_dates_and_case_numbers_are_no_amounts() -> None:
    assert amounts_in("On January 21, 2025 the court registered 5:25-cv-00709.") == []
