"""What a sentence claims in answer to a question: a value, and the words that say what it is the value of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from retrieval.disputes.asking import About, fits_question
from retrieval.disputes.clauses import Clause, clause_at, clauses, dates_the_report
from retrieval.disputes.naming import names_given
from retrieval.disputes.normal import Found, Value, amounts_in, case_numbers_in, dates_in
from retrieval.disputes.polarity import Polarity, polarity
from retrieval.evidence import Candidate
from retrieval.question import Asked
from retrieval.tokens import STOP_WORDS, stemmed, words

_LONGEST_VALUE = 80
# How the values of each kind are found in a sentence, where that takes no question.
READERS: dict[About, Callable[[str], list[Found]]] = {
    About.DATE: dates_in,
    About.AMOUNT: amounts_in,
    About.NUMBER: amounts_in,
    About.CASE_NUMBER: case_numbers_in,
}


@dataclass(frozen=True)
class Claim:
    """A value that a sentence gives in answer to a question. ``shown`` is its wording, a part of the quote."""

    candidate: Candidate
    sure: float
    clause: Clause
    value: Value
    span: tuple[int, int]
    shown: str

    @property
    def rest(self) -> str:
        """The clause without the value, with what it leans on."""
        start, end = self.span
        text = self.candidate.quote
        own = f"{text[self.clause.start : start]} {text[end : self.clause.end]}"
        return self.clause.about.replace(self.clause.text, own) if self.clause.about != self.clause.text else own


def claim_of(asked: Asked, about: About, candidate: Candidate, sure: float) -> Claim | None:
    """The one value that a sentence gives in answer; None when it gives none, or several without saying which."""
    keep = frozenset(asked.weights)
    if about is About.YES_OR_NO:
        return _stance(candidate, sure, keep, asked)
    read = partial(names_given, asked.text) if about is About.NAME else READERS[about]
    found = [each for each in read(candidate.quote) if fits_question(asked, about, each[1])]
    new = [each for each in found if candidate.quote[slice(*each[0])].lower() not in asked.text.lower()]
    chosen = _answering(candidate, new, asked, keep)
    return claim_at(candidate, sure, chosen, keep) if chosen else None


def claim_at(candidate: Candidate, sure: float, found: Found, keep: frozenset[str]) -> Claim:
    """The claim that a sentence makes with a value, where the value stands in it."""
    span, value = found
    clause = clause_at(candidate.quote, *span, keep)
    return Claim(candidate, sure, clause, value, span, candidate.quote[slice(*span)])


def _answering(candidate: Candidate, found: Sequence[Found], asked: Asked, keep: frozenset[str]) -> Found | None:
    """The value in the clause with the question's words; of several there, the one that the reader found."""
    if len(found) < 2:
        return next(iter(found), None)
    inside = [each for each in found if not dates_the_report(candidate.quote, *each[0])]
    told = [(_told(asked, candidate, each, keep), each) for each in inside]
    best = max((weight for weight, _ in told), default=0.0)
    left = [each for weight, each in told if weight == best]
    if len(left) > 1 and candidate.phrase:
        start, end = candidate.phrase
        left = [each for each in left if each[0][0] < end and start < each[0][1]]
    return left[0] if len(left) == 1 else None


def _told(asked: Asked, candidate: Candidate, found: Found, keep: frozenset[str]) -> float:
    own = stems(clause_at(candidate.quote, *found[0], keep).text)
    return sum(weight for word, weight in asked.weights.items() if word in own)


def _stance(candidate: Candidate, sure: float, keep: frozenset[str], asked: Asked) -> Claim:
    """Yes or no, from the clause that has the most of the question's words."""
    best = max(clauses(candidate.quote, keep), key=lambda each: _overlap(asked, each.text))
    says = polarity(best.text, frozenset(asked.weights))
    return Claim(candidate, sure, best, says, (best.start, best.start), _wording(best.text, says))


def _wording(text: str, says: Polarity) -> str:
    """The words that decide, with enough behind them to be understood; the whole clause when it is short."""
    text = text.strip(" .,")
    if says.manner and says.cue:
        return text[slice(*says.cue)]
    if len(text) <= _LONGEST_VALUE:
        return text
    start = says.cue[0] if says.cue else 0
    return text[start : start + _LONGEST_VALUE].rsplit(" ", 1)[0].strip(" ,.")


def _overlap(asked: Asked, text: str) -> float:
    own = stems(text)
    return sum(weight for word, weight in asked.weights.items() if word in own)


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stemmed(word) for word in words(text) if word not in STOP_WORDS)
