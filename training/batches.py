"""Batches of similar length."""

from __future__ import annotations

import random
from collections.abc import Iterator

from training.examples import Example

_POOL = 64


def batches(examples: list[Example], size: int, seed: int) -> list[list[Example]]:
    """The examples in batches of similar length, in random order: little is spent on padding."""
    rng = random.Random(seed)  # noqa: S311 - sampling, not cryptography
    made: list[list[Example]] = []
    for pool in _chunks(examples, size * _POOL):
        ordered = sorted(pool, key=lambda example: len(example.question) + len(example.passage))
        made.extend(_chunks(ordered, size))
    rng.shuffle(made)
    return made


def _chunks(examples: list[Example], size: int) -> Iterator[list[Example]]:
    for start in range(0, len(examples), size):
        yield examples[start : start + size]
