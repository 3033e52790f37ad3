"""Which of the ranked sentences are shown."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.evidence import Candidate
from retrieval.question import Asked
from retrieval.tokens import stemmed, words
from retrieval.values import values
from retrieval.weighing import ANSWERS

MAX_SENTENCES = 3
_ADDS = 0.15  # of the question's weight that only a further sentence covers


def chosen(asked: Asked, ranking: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """The lead sentence, and a second only if it answers too and covers words of the question that the lead lacks."""
    if not ranking or ranking[0][1] < ANSWERS:
        return []
    lead = ranking[0]
    uncovered = _uncovered(asked, lead[0].quote)
    for candidate, sure in ranking[1:]:
        if sure >= ANSWERS and _adds(asked, uncovered, candidate.quote) >= _ADDS:
            return [lead, (candidate, sure)]
    return [lead]


def short_answer(asked: Asked, quote: str) -> str | None:
    """The one value in the quote that is of the kind asked for and not in the question; None when there are several."""
    if asked.kind is None:
        return None
    found = {quote[start:end] for start, end in values(quote, asked.kind)}
    new = [value for value in found if value.lower() not in asked.text.lower()]
    return new[0] if len(new) == 1 else None


def _uncovered(asked: Asked, quote: str) -> set[str]:
    own = {stemmed(word) for word in words(quote)}
    return {word for word in asked.weights if word not in own}


def _adds(asked: Asked, uncovered: set[str], quote: str) -> float:
    own = {stemmed(word) for word in words(quote)}
    total = sum(asked.weights.values()) or 1.0
    return sum(asked.weights[word] for word in uncovered if word in own) / total
