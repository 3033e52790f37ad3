"""Whether what a statement says that somebody did is what the quote says that they did: verbs keep their subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.prose.figures import Told, entails
from retrieval.prose.order import BE, adverb, mentions, past
from retrieval.prose.terms import Span, Term

# What may stand between a subject and its verb without a word of its own.
_AUXILIARY = re.compile(
    r"\s+(?:(?:has|have|had|did|does|do|not|never|will|would|may|can|also|itself|\w+ly|later)\s+)*", re.IGNORECASE
)
# A word in "s" in front of one of these is a verb: "requires a licence".
_OBJECT = re.compile(r"\s+(?:the|an?|its|their|that|no|not|to|any|all|her|his)\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|or|but|who|which|that)\b|,", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|but)\s+(?:\w+ly\s+)?", re.IGNORECASE)
_STOP = re.compile(
    r"[,;:–—“”\"]|\b(?:after|before|until|since|when|while|if|that|because|whereas|although|and|but)\b", re.IGNORECASE
)


def other_subject(claim: Told, quote: Told) -> str | None:
    """A verb of a statement that has another subject than in the quote; None when all have theirs."""
    told = [term for term in claim.terms if not adverb(term)]
    for one, two in pairwise(told):
        acts = _verb(claim, two) and _AUXILIARY.fullmatch(claim.text[one.end : two.start])
        if (
            not acts
            or not {one.key, two.key} <= quote.keys
            or any(start >= one.end and end <= two.start for (start, end), _ in claim.values)
        ):
            continue
        if not any(one.key in _subjects(quote, verb) for verb in mentions(quote, two)):
            return f"{one.word} {two.word}"
    return _other_verb(claim, quote)


def _other_verb(claim: Told, quote: Told) -> str | None:
    """A value that a statement ties to one verb and the quote to another: "lent $80 million and demanded it back"."""
    for span, value in claim.values:
        verbs = [term for term in claim.terms if past(term) and not term.named and term.end <= span[0]]
        if not verbs or _JOINED.search(claim.text[verbs[-1].end : span[0]]):
            continue
        places = [place for place, other in quote.values if entails(other, value)]
        pairs = [(place, verb) for place in places for verb in mentions(quote, verbs[-1])]
        if pairs and all(_parted(quote, place, verb) for place, verb in pairs):
            return f"{verbs[-1].word} {claim.text[slice(*span)]}"
    return None


def _parted(quote: Told, place: Span, verb: Term) -> bool:
    """Whether "and" with a verb behind it stands between a value and a verb."""
    start, end = min(place[0], verb.start), max(place[1], verb.end)
    ands = [match.end() for match in _AND.finditer(quote.text, start, end)]
    heads = {term.start for term in quote.terms if past(term)}
    return any(behind in heads for behind in ands)


def _verb(told: Told, term: Term) -> bool:
    if term.named:
        return False
    return past(term) or (term.word.endswith("s") and bool(_OBJECT.match(told.text[term.end :])))


def _subjects(quote: Told, verb: Term) -> set[str]:
    """The keys of the words that can be the subject of a verb in a quote."""
    left = [term for term in quote.terms if term.end <= verb.start and not adverb(term)]
    behind = [term for term in quote.terms if term.start >= verb.end][:3]
    gap = quote.text[left[-1].end : verb.start] if left else ""
    if BE.search(gap):
        return {term.key for term in [*left, *behind]}  # a passive: `naming` and `order` see to it
    joined = _JOINED.search(gap)
    found = {term.key for term in (_first_phrase(quote) if joined or not left else _phrase(quote, left, verb))}
    if joined and joined.group().lower() in {"who", "which", "that", ","}:
        found |= {term.key for term in _phrase(quote, left, left[-1])} | {left[-1].key}
    # "..., says the help page"
    return found | (
        {term.key for term in behind}
        if not left or quote.text[: verb.start].rstrip().endswith((",", '"', ",”"))
        else set()
    )


def _phrase(quote: Told, left: Sequence[Term], verb: Term) -> list[Term]:
    """The words in front of a verb, back to the last pause or the verb before."""
    found: list[Term] = []
    end = verb.start
    for term in reversed([each for each in left if each.end <= verb.start]):
        if _STOP.search(quote.text[term.end : end]) or past(term) or _STOP.fullmatch(term.word):
            break
        found.append(term)
        end = term.start
    return found


def _first_phrase(quote: Told) -> list[Term]:
    """The words in front of the first verb."""
    found: list[Term] = []
    for term in quote.terms:
        if (found and BE.search(quote.text[found[-1].end : term.start])) or (past(term) and not term.named):
            break
        found.append(term)
    return found
