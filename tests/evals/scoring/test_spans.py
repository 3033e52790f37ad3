from __future__ import annotations

import pytest

from evals.scoring.spans import citation_precision, citation_recall
from retrieval.answer import Citation
from tests.evals.answers import anchor, citation


def _cited(start: int, end: int, document: str = "digest.md") -> Citation:
    return citation(span=(start, end), doc_id=document)


@pytest.mark.parametrize(
    ("cited", "precision"),
    [
        ([_cited(10, 20)], 1.0),
        ([_cited(10, 30)], 0.5),
        ([_cited(10, 20), _cited(40, 50)], 0.5),
        ([_cited(10, 20, "other.md")], 0.0),
        ([], 0.0),
    ],
)
def test_precision_is_the_share_of_quoted_characters_in_an_anchor(cited: list[Citation], precision: float) -> None:
    assert citation_precision(cited, [anchor(span=(10, 20)), anchor(span=(12, 18))]) == precision


@pytest.mark.parametrize(
    ("cited", "recall"),
    [
        ([_cited(0, 15)], 0.5),
        ([_cited(10, 15), _cited(12, 20)], 1.0),
        ([_cited(30, 40)], 1.0),
        ([_cited(50, 60)], 0.0),
    ],
)
def test_recall_takes_the_best_of_the_alternatives(cited: list[Citation], recall: float) -> None:
    assert citation_recall(cited, [anchor(span=(10, 20)), anchor(span=(30, 40))], 1) == recall


def test_recall_is_the_mean_over_the_items_to_say() -> None:
    anchors = [anchor(span=(10, 20), says=(0,)), anchor(span=(30, 40), says=(1,))]
    assert citation_recall([_cited(10, 20)], anchors, 2) == 0.5
