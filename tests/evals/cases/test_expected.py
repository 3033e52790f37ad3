from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from evals.cases.expected import Expected, said

EXPECTED: TypeAdapter[Any] = TypeAdapter(Expected)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({"date": "2025-01-21"}, "It was filed on 21 January 2025."),
        ({"date": "2025-01"}, "It was filed on January 21, 2025."),
        ({"date": 2025}, "It was filed in January 2025."),
        ({"money": "$1.7 billion"}, "It made US$1,700 million."),
        ({"number": 11}, "There are eleven of them."),
        ({"number": "1,200"}, "There are 1200 of them."),
        ({"number": 25, "unit": "%"}, "A quarter, 25 percent, left."),
        ({"name": "Data Protection Commission", "aliases": ["DPC"]}, "The DPC fined it."),
        ("January 21, 2025", "on 21 January 2025"),
        ("$1,000", "1,000 dollars"),
        ("opt-out", "an opt out"),
        ("June 15, 1215", "It was sealed on June 15, 1215."),
    ],
)
def test_what_is_expected_is_said_in_another_way(written: object, text: str) -> None:
    assert said(text, EXPECTED.validate_python(written))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({"date": "2025-01-21"}, "It was filed on January 21, 2024."),
        ({"date": "2025-01-21"}, "It was filed in January 2025."),
        ({"money": "$310 million"}, "It was fined €310 million."),
        ({"number": 1000}, "It seeks $1,000."),
        ({"number": 25}, "25% left"),
        ({"number": 50}, "One hundred and fifty members joined."),
        ({"money": "$5"}, "The court approved a $5-million fund."),
        ("section 7.1", "See section 7.10."),
        ({"name": "DPC"}, "the ICO"),
        ("$1,000", "$1,000,000"),
    ],
)
def test_another_value_is_not_it(written: object, text: str) -> None:
    assert not said(text, EXPECTED.validate_python(written))


@pytest.mark.parametrize(
    "written",
    [
        {"date": "soon"},
        {"date": "2025-13"},
        {"date": "1215-06-15"},
        {"date": 2125},
        {"money": "much"},
        {"money": "12"},
        {"number": "ten"},
        {"name": "-"},
        {},
        True,
        None,
    ],
)
def test_what_is_no_value_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        EXPECTED.validate_python(written)
