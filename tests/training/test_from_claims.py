"""Examples made of claims and the sentences that bear them out or refute them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from training.examples import Example
from training.from_claims import Claims

ROWS = [
    ("Meteora was released in 2003.", "It was released on March 25, 2003 by Warner.", "entailment"),
    ("Meteora was released in 1999.", "Meteora came out on March 25, 2003.", "contradiction"),
    ("The Paper is a film by Ron Howard.", "The Paper is a 1994 American film that Ron Howard made.", "entailment"),
    ("Palo Alto is a city in California.", "Palo Alto is a charter city in California.", "entailment"),
]


@pytest.fixture
def drawn(tmp_path: Path) -> list[Example]:
    rows = ({"premise": premise, "hypothesis": claim, "label": label} for claim, premise, label in ROWS)
    (tmp_path / "nli_fever.jsonl").write_text("\n".join(map(json.dumps, rows)))
    claims = Claims(tmp_path)
    return [example for seed in range(8) for example in claims.draw(random.Random(seed))]


def test_what_bears_out_or_refutes_a_claim_is_evidence_and_what_stands_beside_it_is_not(drawn: list[Example]) -> None:
    premises = {premise for _, premise, _ in ROWS}
    answered = [example for example in drawn if example.answerable]
    assert answered
    for example in answered:
        shown = [example.passage[a:b] for (a, b), flag in zip(example.sentences, example.evidence, strict=True) if flag]
        assert len(shown) == 1
        assert shown[0] in premises


def test_the_evidence_of_a_claim_that_says_nearly_the_same_is_no_negative(drawn: list[Example]) -> None:
    silent = [example for example in drawn if not example.answerable]
    assert silent
    assert not any("Meteora" in example.question and "2003" in example.passage for example in silent)
