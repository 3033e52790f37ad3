"""What the reader is trained on: a question, a passage, and what in the passage answers it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.pages import Page, Span, overlapping

_MAX_ANSWER_CHARS = 200
_FUNCTION_WORDS = re.compile(
    r"(?:an?|the|and|or|of|in|on|at|by|to|for|from|with|is|are|was|were|be|do|does|did|can|could|will|would|has|have"
    r"|how|what|when|where|which|who|whom|whose|why|it|this|their|your?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Example:
    """One question read against one passage.

    ``evidence`` has a flag for each sentence. ``answer`` is the short phrase in the passage, where one is
    known; ``span_known`` is false where the evidence is whole sentences and no exact phrase can be taught.
    """

    question: str
    heading: str
    passage: str
    sentences: tuple[Span, ...]
    evidence: tuple[bool, ...]
    answer: Span | None
    span_known: bool
    source: str

    @property
    def answerable(self) -> bool:
        """Whether any sentence is evidence."""
        return any(self.evidence)


def positive(question: str, page: Page, evidence: Sequence[Span], answer: Span | None, source: str) -> Example | None:
    """An example whose evidence lies in ``page``; None when no sentence of the page carries it."""
    flags = overlapping(page.sentences, evidence)
    if not any(flags):
        return None
    short = answer is not None and answer[1] - answer[0] <= _MAX_ANSWER_CHARS
    return Example(question, page.heading, page.text, page.sentences, flags, answer if short else None, short, source)


def negative(question: str, page: Page, source: str) -> Example:
    """An example whose passage does not answer."""
    flags = (False,) * len(page.sentences)
    return Example(question, page.heading, page.text, page.sentences, flags, None, True, source)


def as_typed(example: Example, rng: random.Random) -> Example:
    """The example with its question as people type it: often in lower case, sometimes only keywords.

    Now and then the heading is dropped, for sources that have none.
    """
    question = example.question
    draw = rng.random()
    if draw < 0.15:
        question = question.lower().rstrip("?. ")
    elif draw < 0.19:
        question = _keywords(question) or question
    heading = "" if rng.random() < 0.1 else example.heading
    return replace(example, question=question, heading=heading)


def _keywords(question: str) -> str:
    words = re.findall(r"[^\s?,;]+", question)
    kept = [word for word in words if not _FUNCTION_WORDS.fullmatch(word)]
    return " ".join(kept) if len(kept) >= 2 else ""
