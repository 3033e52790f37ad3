"""Which of the ranked sentences are shown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from retrieval.disputes.clauses import is_doubted
from retrieval.disputes.polarity import asks_yes_or_no
from retrieval.evidence import Candidate
from retrieval.question import LEANS, Asked
from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed, words
from retrieval.weighing import ANSWERS

_MAX_LISTED = 5
_ADDS = 0.15  # of the question's weight that only a further sentence covers
_NEARLY_AS_SURE = 0.6
_AS_SURE = 0.85
_ELSEWHERE = 0.6  # of its probability is left to a sentence that stands outside the documents spoken of
_MOST = 0.5
_NEW = 0.1  # of a sentence's weight in words that no sentence before it has
_LIMITS = re.compile(
    r"^\W*(?:however|but|yet|still,|even\s+so|that\s+said|on\s+appeal)\b|\b(?:nonetheless|nevertheless)\b|,\s+however,",
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
    gets whatever is nearly as sure as the lead. Who differs is heard in any case, and so is the sentence that takes
    back what the lead says.
    """
    if ranking.confidence < threshold:
        return []
    asked, ((lead, sure), *others) = ranking.asked, _best_source_first(ranking.ranked)
    several = asked.several
    shown = [lead]
    for candidate, other_sure in others:
        if len(shown) == (_MAX_LISTED if several else 2):
            break
        share = other_sure / sure
        if other_sure < threshold or not _says_more(shown, candidate):
            continue
        if share >= _NEARLY_AS_SURE if several else _adds(asked, lead, candidate):
            shown.append(candidate)
    shown += [each for each, _ in others if _takes_back(lead, each) and each not in shown]
    told = {each.quote for each in shown}
    dissent = (each for each, own in others if each.quote not in told and _differs(asked, lead, each, own / sure))
    return [*shown, *itertools.islice(dissent, 1)]


def focused(ranking: Ranking, documents: Container[str]) -> Ranking:
    """The ranking of a later part that names nobody: it speaks of what the first part was answered about.

    "Who sued, and in which court?" asks for the court of that suit, so sentences of other documents count less.
    """
    if ranking.asked.names or not documents:
        return ranking
    weighed = [(each, sure if place(each)[0] in documents else sure * _ELSEWHERE) for each, sure in ranking.ranked]
    return Ranking(ranking.asked, sorted(weighed, key=lambda pair: -pair[1]))


def spoken_of(shown: Iterable[Candidate]) -> frozenset[str]:
    """The documents that an answer speaks of. A digest speaks of everything."""
    return frozenset(place(each)[0] for each in shown if not _is_digest(each))


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


def _adds(asked: Asked, lead: Candidate, other: Candidate) -> bool:
    """Whether a sentence has what the lead lacks of the question, and speaks of those whom the lead names from it."""
    if lead.hit.stored.row != other.hit.stored.row and not asked.whom & lead.named <= other.named:
        return False
    if asked.kind is not None and not other.holds_value:
        return False
    uncovered = asked.weights.keys() - _stems(lead.quote)
    total = sum(asked.weights.values()) or 1.0
    return sum(asked.weights[word] for word in uncovered & _stems(other.quote)) / total >= _ADDS


def _takes_back(lead: Candidate, other: Candidate) -> bool:
    """Whether a sentence follows the lead directly and limits it: to quote the lead without it would mislead."""
    if other.hit.stored.row != lead.hit.stored.row:
        return False
    starts = [each.start for each in lead.hit.stored.passage.sentences]
    follows = starts.index(other.sentence.start) - starts.index(lead.sentence.start) == 1
    return follows and bool(_LIMITS.search(other.quote))


def _differs(asked: Asked, lead: Candidate, other: Candidate, share: float) -> bool:
    """Whether a sentence answers with a value, or with yes or no, and says that other sources do otherwise."""
    answers = other.holds_value or (asks_yes_or_no(asked.text) and _of_the_same(asked, lead, other))
    return share >= _NEARLY_AS_SURE and answers and is_doubted(other.quote)


def _of_the_same(asked: Asked, lead: Candidate, other: Candidate) -> bool:
    """Whether a sentence has most of what the lead has of the question; a follow-up may ask for something else."""
    held = {stem: weight for stem, weight in asked.weights.items() if stem in _stems(lead.quote)}
    shared = sum(weight for stem, weight in held.items() if stem in _stems(other.quote))
    return LEANS not in asked.text and shared > _MOST * sum(held.values())


def _says_more(shown: Sequence[Candidate], other: Candidate) -> bool:
    """Whether a sentence says something that no sentence before it says."""
    told = {word for each in shown for word in words(each.quote)}
    own = {word: rarity(word) for word in words(other.quote) if word not in STOP_WORDS}
    new = sum(weight for word, weight in own.items() if word not in told)
    return new >= _NEW * (sum(own.values()) or 1.0)


def _stems(text: str) -> set[str]:
    return {stemmed(word) for word in words(text)}
