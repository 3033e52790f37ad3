"""Values for the same thing that differ between articles, and those that only look different."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lint import Finding, Severity
from ingest.lint.figures import figures
from tests.ingest.lint.articles import article, checked

FILED = "The lawsuit against Harbour was filed"
INSURED = "of the boats of Harbour are insured."
DIFFERENT = [
    (
        "The lawsuit against Harbour was filed on March 3, 2024.",
        "The lawsuit against Harbour was filed on 3 March 2025.",
    ),
    ("Harbour has 930 million members.", "Harbour has more than 1.2 billion members worldwide."),
    ("Harbour Premium brought in revenue of $1.7 billion.", "The revenue that Harbour Premium brought in was $2.1bn."),
    ("The regulator fined Harbour €310 million.", "Harbour was fined €215 million by the regulator."),
    ("The complaint against Harbour is 21 pages long.", "The complaint against Harbour is 30 pages long."),
    (
        "Almost 39% of the boats of Harbour are insured.",
        "The Example reports that 12% of the boats of Harbour are insured.",
    ),
]
ALIKE = [
    (
        "The lawsuit against Harbour was filed on January 30, 2025.",
        "The lawsuit against Harbour was filed on 30 Jan 2025.",
    ),
    (
        "The lawsuit against Harbour was filed on January 30, 2025.",
        "The lawsuit against Harbour was filed in January 2025.",
    ),
    ("Harbour Premium brought in revenue of $1.7bn.", "Harbour Premium brought in revenue of 1.7 billion dollars."),
    ("Harbour has more than one billion members.", "Harbour has 1.05 billion members."),
    ("Harbour had 1,000 members in 2019.", "Harbour had 4,000 members in 2024."),
    ("Harbour has 930 million members.", "Harbour has 200 million members in the United States."),
    ("Harbour had total revenue of $15 billion.", "Harbour had revenue of $1.7 billion."),
    (
        "The lawsuit against Harbour was filed on March 3, 2024.",
        "The lawsuit against Harbour was dismissed on May 3, 2024.",
    ),
    ("Cod v. Harbour was decided on July 12, 2012.", "Eel v. Harbour was decided on June 12, 2014."),
    ("Section 2702 of the Fishing Act forbids nets.", "Section 2707 of the Fishing Act forbids nets."),
    ("Costs of $1,000 are sought from Harbour.", "Costs of £812 are sought from Harbour."),
]


def _differ(folder: Path, *sentences: str) -> list[Finding]:
    articles = {f"a{number}": article(sentence, title=f"T{number}") for number, sentence in enumerate(sentences)}
    return [finding for finding in checked(folder, **articles).findings if finding.rule == "values-differ"]


@pytest.mark.parametrize("sentences", DIFFERENT)
def test_different_values_are_listed_side_by_side(tmp_path: Path, sentences: tuple[str, str]) -> None:
    [finding] = _differ(tmp_path, *sentences)
    assert finding.severity is Severity.WARNING
    assert tuple(place.says for place in (finding.place, *finding.beside)) == sentences


@pytest.mark.parametrize("sentences", ALIKE)
def test_the_same_value_and_the_value_of_another_thing_are_left_alone(
    tmp_path: Path, sentences: tuple[str, str]
) -> None:
    assert _differ(tmp_path, *sentences) == []


def test_all_that_is_said_of_one_thing_is_one_warning(tmp_path: Path) -> None:
    days = ("March 3, 2024", "March 3, 2025", "March 4, 2025")
    [finding] = _differ(tmp_path, *(f"{FILED} on {day}." for day in days))
    assert finding.message == "articles differ: March 3, 2024 / March 3, 2025 / March 4, 2025"


def test_values_of_one_article_are_its_own_affair(tmp_path: Path) -> None:
    text = article("The lawsuit was filed on March 3, 2024.", "The lawsuit was filed on March 4, 2024.")
    assert checked(tmp_path, a=text).findings == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1.7 billion", "US$1.7bn"),
        ("€310 million", "EUR 310m"),
        ("1,000,000 users", "one million users"),
        ("39%", "39 per cent"),
        ("2025-01-30", "30 January 2025"),
        ("21 pages", "21 pages"),
    ],
)
def test_one_value_written_in_two_ways_is_one(one: str, other: str) -> None:
    [first], [second] = list(figures(one)), list(figures(other))
    assert (first.measure, first.low, first.high) == (second.measure, second.low, second.high)


@pytest.mark.parametrize(
    "text",
    [
        "section 3.2",
        "Article 6(1)(f)",
        "5:25-cv-00709",
        "Rule 41(a)",
        "Microsoft 365.",
        "no. 12",
        "in 1.2.3",
        "one day",
    ],
)
def test_a_number_that_counts_nothing_is_no_value(text: str) -> None:
    assert list(figures(text)) == []
