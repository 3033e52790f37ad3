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


@pytest.mark.parametrize(
    ("sure", "said"), [(0.3, "No passage of the documents chosen answers"), (0.1, "The documents chosen do not answer")]
)
def test_where_only_some_documents_were_asked_nothing_is_said_of_the_others(sure: float, said: str) -> None:
    found = ranking("Who filed it?", (FILED, sure))
    assert draft([(found, [])], TEXTS, limited=True).answer.startswith(said)


@pytest.mark.parametrize(
    ("sure", "said"),
    [(0.3, "not answered surely enough: and by whom"), (0.1, "the sources do not answer: and by whom")],
)
def test_a_part_without_an_answer_is_named_with_how_near_anything_came(sure: float, said: str) -> None:
    lead = candidate(FILED)
    first = Ranking(Asked("When was it filed"), [(lead, 0.9)]), [lead]
    assert draft([first, (ranking("and by whom", ("It rained.", sure)), [])], TEXTS).reason == said


def test_a_part_that_the_same_sentence_answers_is_answered() -> None:
    lead = candidate(FILED)
    parts = [
        (Ranking(Asked(part), [(lead, 0.9)]), [lead]) for part in ("When was the suit filed", "and in which court")
    ]
    answered = draft(parts, TEXTS)
    assert (answered.answer, answered.reason) == (f"{FILED} [1]", None)
