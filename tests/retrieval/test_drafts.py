"""Answers before they get their name, time and confidence."""

from __future__ import annotations

import pytest

from retrieval.compose import Ranking
from retrieval.drafts import draft
from retrieval.question import Asked
from tests.retrieval.candidates import candidate, ranking

FILED = "The suit was filed in May in Ohio."
TEXTS = {"v": FILED}


@pytest.mark.parametrize(
    ("sure", "said"),
    [(0.3, "No passage of the sources answers this question surely enough."), (0.1, "The sources do not answer this")],
)
def test_that_the_sources_are_silent_is_said_only_where_nothing_comes_near(sure: float, said: str) -> None:
    declined = draft([(ranking("Who filed it?", (FILED, sure)), [])], TEXTS)
    assert declined.answer.startswith(said)
    assert [citation.quote for citation in declined.nearest] == [FILED]


def test_a_part_that_the_same_sentence_answers_is_answered() -> None:
    lead = candidate(FILED)
    parts = [
        (Ranking(Asked(part), [(lead, 0.9)]), [lead]) for part in ("When was the suit filed", "and in which court")
    ]
    answered = draft(parts, TEXTS)
    assert (answered.answer, answered.reason) == (f"{FILED} [1]", None)
