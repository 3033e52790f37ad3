"""Which of the ranked sentences are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.tokens import stemmed, words
from retrieval.values import values
from retrieval.weighing import ANSWERS

MAX_SENTENCES = 3
_ADDS = 0.15  # of the question's weight that only a further sentence covers
_NEARLY_AS_SURE = 0.6
_AS_SURE = 0.85
_LONGEST_PHRASE = 60
_PHRASE = SIGNALS.index("phrase")
_SEVERAL = re.compile(
    r"\b(?:what|which)\s+(?:\w+\s+){0,3}(?:are|were|do|have)\b|\b(?:list|name|give)\s+(?:all|the)\b|\breasons\b",
    re.IGNORECASE,
)
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One part of a question with its sentences and the probability that each answers, best first."""

    asked: Asked
    ranked: Sequence[tuple[Candidate, float]]

    @property
    def confidence(self) -> float:
        """How surely the best sentence answers."""
        return self.ranked[0][1] if self.ranked else 0.0


def place(candidate: Candidate) -> Place:
    """Where a sentence stands: document and first character."""
    return candidate.hit.stored.document.doc_id, candidate.sentence.start


def chosen(ranking: Ranking, threshold: float = ANSWERS) -> list[Candidate]:
    """The lead sentence, and those further ones that answer too and add something; none when the lead is too unsure.

    A question for one thing gets a second sentence only for words of it that the lead lacks. One for several things
    gets whatever is nearly as sure as the lead.
    """
    if ranking.confidence < threshold:
        return []
    asked, ((lead, sure), *others) = ranking.asked, _best_source_first(ranking.ranked)
    told = {lead.quote}
    further = []
    for candidate, other_sure in others:
        if other_sure >= threshold and candidate.quote not in told and _adds(asked, lead, candidate, other_sure / sure):
            told.add(candidate.quote)
            further.append(candidate)
    return [lead, *further[: MAX_SENTENCES - 1 if _SEVERAL.search(asked.text) else 1]]


def _best_source_first(ranked: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """A digest leads only when no other source is about as sure: it retells what those say first."""
    lead, sure = ranked[0]
    near = (pair for pair in ranked if pair[1] >= _AS_SURE * sure and not _is_digest(pair[0]))
    first = next(near, ranked[0]) if _is_digest(lead) else ranked[0]
    return [first, *(pair for pair in ranked if pair is not first)]


def _is_digest(candidate: Candidate) -> bool:
    return candidate.hit.stored.document.reliability == "digest"


def short_answer(asked: Asked, lead: Candidate) -> str | None:
    """The phrase of the lead sentence that answers.

    Where the question asks for a kind of value it is the one value of that kind, None when there are several; else
    the phrase that the reader found, if it is sure and short.
    """
    if asked.kind is not None:
        found = {lead.quote[start:end] for start, end in values(lead.quote, asked.kind)}
        new = [value for value in found if value.lower() not in asked.text.lower()]
        return new[0] if len(new) == 1 else None
    if lead.phrase is None or lead.signals[_PHRASE] <= 0:
        return None
    phrase = lead.quote[slice(*lead.phrase)].strip(" .,;:")
    return phrase if 0 < len(phrase) <= min(_LONGEST_PHRASE, len(lead.quote) // 2) else None


def _adds(asked: Asked, lead: Candidate, other: Candidate, share: float) -> bool:
    if _SEVERAL.search(asked.text):
        return share >= _NEARLY_AS_SURE
    uncovered = asked.weights.keys() - _stems(lead.quote)
    total = sum(asked.weights.values()) or 1.0
    return sum(asked.weights[word] for word in uncovered & _stems(other.quote)) / total >= _ADDS


def _stems(text: str) -> set[str]:
    return {stemmed(word) for word in words(text)}
