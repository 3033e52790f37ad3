"""Which of the ranked sentences are shown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from retrieval.disputes.clauses import is_doubted
from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed, words
from retrieval.values import values
from retrieval.weighing import ANSWERS

_MAX_LISTED = 5
_ADDS = 0.15  # of the question's weight that only a further sentence covers
_NEARLY_AS_SURE = 0.6
_AS_SURE = 0.85
_ELSEWHERE = 0.6  # of its probability is left to a sentence that stands outside the documents spoken of
_LONGEST_PHRASE = 60
_PHRASE = SIGNALS.index("phrase")
_NEW = 0.1  # of a sentence's weight in words that no sentence before it has
# "Which circuits require" asks for several things; "what happens", "which process does", "which rule lets a plaintiff"
# ask for one.
_VERB = r"(?:happens|makes|means|says|counts|comes|goes|gives|takes|causes|needs|requires|does|about|always)\b"
_OBJECT = r"(?-i:the|an?|there|his|her|its|their|[A-Z]\w+)\b"
_SEVERAL = re.compile(
    rf"\b(?:what|which)\s+(?:(?!{_VERB})[\w-]+\s+){{0,2}}?(?!{_VERB})[\w-]{{2,}}[^\W_sui]s\b(?!['’])(?!\s+{_OBJECT})"
    r"|\b(?:what|which|who)\s+(?:\w+\s+){0,3}(?:are|were)\b|\b(?:list|name|give)\s+(?:all|the|every)\b|\ball\s+the\b",
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
    gets whatever is nearly as sure as the lead. Who differs on a value is heard in any case.
    """
    if ranking.confidence < threshold:
        return []
    asked, ((lead, sure), *others) = ranking.asked, _best_source_first(ranking.ranked)
    several = bool(_SEVERAL.search(asked.text))
    shown = [lead]
    for candidate, other_sure in others:
        if len(shown) == (_MAX_LISTED if several else 2):
            break
        if other_sure < threshold or candidate.quote in {each.quote for each in shown}:
            continue
        if _is_further(shown, candidate, other_sure / sure) if several else _adds(asked, lead, candidate):
            shown.append(candidate)
    told = {each.quote for each in shown}
    dissent = (each for each, other_sure in others if each.quote not in told and _differs(each, other_sure / sure))
    return [*shown, *itertools.islice(dissent, 1)]


def focused(ranking: Ranking, documents: Container[str]) -> Ranking:
    """The ranking of a later part that names nobody: it speaks of what the first part was answered about.

    "Who sued, and in which court?" asks for the court of that suit, so sentences of other documents count less.
    """
    if ranking.asked.names or not documents:
        return ranking
    weighed = [(each, sure if place(each)[0] in documents else sure * _ELSEWHERE) for each, sure in ranking.ranked]
    return Ranking(ranking.asked, sorted(weighed, key=lambda pair: -pair[1]))


def _best_source_first(ranked: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """A digest, or words that their own source doubts, lead only when no other sentence is about as sure."""
    lead, sure = ranked[0]
    near = (pair for pair in ranked if pair[1] >= _AS_SURE * sure and not _is_weak(pair[0]))
    first = next(near, ranked[0]) if _is_weak(lead) else ranked[0]
    return [first, *(pair for pair in ranked if pair is not first)]


def _is_weak(candidate: Candidate) -> bool:
    return _is_digest(candidate) or is_doubted(candidate.quote)


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
        return new[0] if len(new) == 1 else _told_by_reader(lead, new)
    if lead.phrase is None or lead.signals[_PHRASE] <= 0:
        return None
    phrase = lead.quote[slice(*lead.phrase)].strip(" .,;:")
    return phrase if 0 < len(phrase) <= min(_LONGEST_PHRASE, len(lead.quote) // 2) else None


def _told_by_reader(lead: Candidate, found: Sequence[str]) -> str | None:
    """The one of several values that the phrase which the reader found holds."""
    if lead.phrase is None or lead.signals[_PHRASE] <= 0:
        return None
    held = [value for value in found if value in lead.quote[slice(*lead.phrase)]]
    return held[0] if len(held) == 1 else None


def _adds(asked: Asked, lead: Candidate, other: Candidate) -> bool:
    """Whether a sentence has what the lead lacks of the question, and speaks of those whom the lead names from it."""
    if lead.hit.stored.row != other.hit.stored.row and not asked.whom & lead.named <= other.named:
        return False
    uncovered = asked.weights.keys() - _stems(lead.quote)
    total = sum(asked.weights.values()) or 1.0
    return sum(asked.weights[word] for word in uncovered & _stems(other.quote)) / total >= _ADDS


def _differs(other: Candidate, share: float) -> bool:
    """Whether a sentence gives a value of the kind asked for and says that other sources give another."""
    return share >= _NEARLY_AS_SURE and other.holds_value and is_doubted(other.quote)


def _is_further(shown: Sequence[Candidate], other: Candidate, share: float) -> bool:
    """Whether a sentence is nearly as sure as the lead and says something that no sentence before it says."""
    told = {word for each in shown for word in words(each.quote)}
    own = {word: rarity(word) for word in words(other.quote) if word not in STOP_WORDS}
    new = sum(weight for word, weight in own.items() if word not in told)
    return share >= _NEARLY_AS_SURE and new >= _NEW * (sum(own.values()) or 1.0)


def _stems(text: str) -> set[str]:
    return {stemmed(word) for word in words(text)}
