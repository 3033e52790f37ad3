"""Questions about somebody or something else: the passage is right but for a name or a year."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.examples import Example

_SHARE = 0.14
_NAME = re.compile(r"(?<=\s)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TRIES = 8


def swapped(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    """For some answerable examples an unanswerable one, whose question names another of its source's names or years.

    A question that the passage nearly answers is the hardest to decline (Rajpurkar et al. 2018, "Know What You Don't
    Know", whose annotators wrote such questions by hand).
    """
    names: defaultdict[str, list[str]] = defaultdict(list)
    for example in examples:
        names[example.source].extend(_NAME.findall(example.question))
    for example in examples:
        if example.answerable and rng.random() < _SHARE:
            question = _other_year(example, rng) or _other_name(example, names[example.source], rng)
            if question:
                flags = (False,) * len(example.sentences)
                yield replace(
                    example, question=question, evidence=flags, answer=None, span_known=True, source="swapped"
                )


def _other_year(example: Example, rng: random.Random) -> str | None:
    year = _YEAR.search(example.question)
    if year is None or year.group() not in example.passage:
        return None
    other = str(int(year.group()) + rng.choice((-1, 1)) * rng.randint(1, 9))
    return None if other in example.passage else _put(example.question, year, other)


def _other_name(example: Example, names: Sequence[str], rng: random.Random) -> str | None:
    around = f"{example.heading} {example.passage}"
    known = [name for name in _NAME.finditer(example.question) if name.group() in around]
    if not known:
        return None
    old = rng.choice(known)
    for _ in range(_TRIES):
        new = rng.choice(names)
        if len(new.split()) == len(old.group().split()) and not any(word in around for word in new.split()):
            return _put(example.question, old, new)
    return None


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]
