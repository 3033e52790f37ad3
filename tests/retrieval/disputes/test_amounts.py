from __future__ import annotations

import pytest

from retrieval.disputes.amounts import amounts
from retrieval.disputes.quantity import Amount


def _only(text: str) -> Amount:
    found = [amount for _, amount in amounts(text)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1.7bn", "1.7 billion dollars"),
        ("US$26.2 billion", "about $26 billion"),
        ("nearly a quarter", "24 %"),
        ("€15k", "15,000 euros"),
        ("1,500,000 records", "1.5 million records"),
        ("over one billion users", "1.2 billion users"),
        ("up to €20 million", "€12 million"),
        ("between 200 and 300 employees", "250 employees"),
        ("three months", "90 days"),
        ("72 hours", "three days"),
        ("a dozen patents", "twelve patents"),
        ("two thirds", "67%"),
        ("half a million dollars", "$500,000"),
        ("seventeen people", "17 people"),
        ("hundreds of thousands of users", "340,000 users"),
    ],
)
def test_amounts_that_only_look_different_fit(one: str, other: str) -> None:
    assert _only(one).unit == _only(other).unit
    assert _only(one).fits(_only(other))
    assert _only(other).fits(_only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$13 million", "$30 million"),
        ("$6.5 million", "$65 million"),
        ("more than 950 million members", "over one billion members"),
        ("three months", "six weeks"),
        ("a third", "half"),
        ("at least 300 people", "240 people"),
        ("up to 5 percent", "7%"),
        ("almost a quarter", "38%"),
    ],
)
def test_amounts_that_differ_do_not_fit(one: str, other: str) -> None:
    assert not _only(one).fits(_only(other))
    assert not _only(other).fits(_only(one))


@pytest.mark.parametrize(
    "text", ["see section 17200", "It uses Microsoft 365", "one of the users", "at 10:30", "7/2020"]
)
def test_a_number_that_names_a_thing_is_no_amount(text: str) -> None:
    assert list(amounts(text)) == []


def test_the_span_is_the_amount_without_the_verb_before_it() -> None:
    text = "Revenue passed $2 billion in May."
    ((start, end), amount) = next(iter(amounts(text)))
    assert (text[start:end], amount.bound) == ("$2 billion", 1)
