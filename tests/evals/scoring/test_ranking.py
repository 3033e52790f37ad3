from __future__ import annotations

import pytest

from evals.scoring.ranking import ranking_scores
from tests.evals.answers import anchor, found

ANCHORS = [anchor("a.md", (10, 20), (0,)), anchor("b.md", (10, 20), (1,))]


def test_recall_counts_items_by_the_first_passages() -> None:
    ranked = [found("a.md"), *[found("x.md")] * 4, found("b.md")]
    scores = ranking_scores(ranked, ANCHORS, 2)
    assert (scores["recall@1"], scores["recall@5"], scores["recall@10"]) == (0.5, 0.5, 1.0)
    assert scores["rr"] == 1.0


def test_ndcg_matches_the_worked_value() -> None:
    # Gains at ranks 2 and 3 of two relevant: (1/log2 3 + 1/log2 4) / (1 + 1/log2 3).
    scores = ranking_scores([found("x.md"), found("a.md"), found("b.md")], ANCHORS, 2)
    assert scores["ndcg@10"] == pytest.approx(0.6934, abs=1e-4)
    assert scores["rr"] == 0.5


def test_a_passage_beside_the_anchor_does_not_count() -> None:
    assert set(ranking_scores([found("a.md", (20, 30))], ANCHORS, 2).values()) == {0.0}


def test_finding_nothing_scores_nothing() -> None:
    assert set(ranking_scores([], ANCHORS, 2).values()) == {0.0}


def test_one_passage_with_all_anchors_is_perfect() -> None:
    together = [anchor("a.md", (10, 20), (0,)), anchor("a.md", (30, 40), (1,))]
    assert set(ranking_scores([found("a.md")], together, 2).values()) == {1.0}
