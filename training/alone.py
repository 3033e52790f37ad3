"""Sentences read without their neighbours, as the product reads the best of them a second time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from retrieval.rarity import rarity
from retrieval.tokens import words
from training.examples import Example

_WRONG = 2  # the sentences of a passage that look most like an answer and are none


def alone(example: Example, rng: random.Random) -> Iterator[Example]:
    """One sentence of the evidence, if any, and those others that share most with the question."""
    right = [number for number, flag in enumerate(example.evidence) if flag]
    wrong = [number for number, flag in enumerate(example.evidence) if not flag]
    asked = set(words(example.question))
    wrong.sort(key=lambda number: -_shared(example, number, asked))
    if right:
        yield _cut(example, rng.choice(right))
    for number in wrong[: rng.randint(1, _WRONG)]:
        yield _cut(example, number)


def _shared(example: Example, number: int, asked: set[str]) -> float:
    start, end = example.sentences[number]
    return sum(rarity(word) for word in asked & set(words(example.passage[start:end])))


def _cut(example: Example, number: int) -> Example:
    """The example with one sentence of its passage; a phrase that goes beyond it is not known any more."""
    start, end = example.sentences[number]
    evidence, answer = example.evidence[number], example.answer
    inside = answer is not None and start <= answer[0] and answer[1] <= end
    return replace(
        example,
        passage=example.passage[start:end],
        sentences=((0, end - start),),
        evidence=(evidence,),
        answer=(answer[0] - start, answer[1] - start) if evidence and answer is not None and inside else None,
        span_known=not evidence or (example.span_known and inside),
    )
