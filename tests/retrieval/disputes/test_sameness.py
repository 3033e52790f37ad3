"""Pairs of claims: ``evals/pairs`` holds many more, measured both ways."""

from __future__ import annotations

import pytest

from retrieval.disputes.asking import asked_about
from retrieval.disputes.sameness import same_thing
from retrieval.question import Asked
from tests.retrieval.disputes.claiming import frame

FILED = "When was the lawsuit filed?"


def _same(question: str, one: str, other: str, sections: tuple[str, str] = ("", "")) -> bool:
    first, second = frame(question, one, section=sections[0]), frame(question, other, section=sections[1])
    about = asked_about(Asked(question))
    assert about is not None
    assert same_thing(first, second, about) == same_thing(second, first, about)
    return same_thing(first, second, about)


@pytest.mark.parametrize(
    "other",
    [
        "The suit against Acme was filed on May 3, 2022.",
        "Two trade sites give May 3, 2022 as the filing date of the Acme lawsuit.",
        "According to a blog, the lawsuit against Acme was filed on May 3, 2022.",
    ],
)
def test_claims_about_one_event_are_the_same_thing(other: str) -> None:
    assert _same(FILED, "The lawsuit against Acme was filed on May 2, 2022.", other)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FILED, "The lawsuit against Acme was filed on May 2, 2022.", "The lawsuit against Zenith was filed in 2023."),
        (FILED, "The lawsuit was filed on May 2, 2022.", "The notice ending the lawsuit was filed on May 9, 2022."),
        (FILED, "The lawsuit was filed on May 2, 2022.", "The lawsuit was filed before June 2023."),
        (FILED, "The Dutch lawsuit was filed on May 2, 2022.", "The lawsuit was filed on June 9, 2021."),
        ("How much is sought?", "The suit seeks $1,000 per user.", "The suit seeks $5 million in total."),
        ("What was the revenue?", "Revenue was $4 million in 2021.", "Revenue was $7 million in 2022."),
        ("How much is the fee?", "The fee for adults is $12.", "The fee for children is $5."),
        ("How many beds are there?", "There are 420 beds in the north wing.", "There are 180 beds in the south wing."),
        ("Did Xbox win the lawsuit?", "Microsoft Xbox denies the lawsuit.", "The lawsuit of Xbox is news."),
        ("May employees work from home?", "Employees may work from home.", "Temps in the lab may not work from home."),
    ],
)
def test_another_party_period_or_part_is_another_thing(question: str, one: str, other: str) -> None:
    assert not _same(question, one, other)


def test_sections_on_different_parties_keep_claims_apart() -> None:
    one, other = "The suit was filed on May 2, 2022.", "The suit was filed on June 4, 2023."
    assert _same(FILED, one, other)
    assert not _same(FILED, one, other, ("Low v. Acme", "Perkins v. Zenith"))
