"""Whether a statement names the quotes' people and things, in the roles that they have there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.disputes.words import looks_like_a_name
from retrieval.prose.figures import Told
from retrieval.prose.order import BE, adverb, past, preposition
from retrieval.prose.terms import Term

_BETWEEN = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|not|never|also|itself|later|\w+ly)\b", re.IGNORECASE
)
# What hangs on these did not do it, and it was not done to it.
_CIRCUMSTANCES = frozenset(
    {"of", "from", "to", "in", "at", "for", "with", "under", "after", "before", "between", "over", "about", "into"}
)


def unknown_word(claim: Told, quote: Told) -> str | None:
    """The first word of a statement that does not stand in the quote, names above all; None when there is none."""
    return next((term.word for term in claim.terms if term.key not in quote.keys), None)


def swapped_names(claim: Told, quote: Told) -> str | None:
    """Two names that have each other's place in a statement, or one that does what was done to it."""
    runs = _runs(claim)
    for place, one in enumerate(runs):
        for two in runs[place + 1 :]:
            both = {one[-1].key, two[-1].key} <= quote.keys and one[-1].key != two[-1].key
            if both and not _placed(claim, quote, one, two):
                return f"{one[-1].word} … {two[-1].word}"
    if (moved := next((run[0] for run in runs if _out_of_its_phrase(claim, quote, run)), None)) is not None:
        return moved.word
    acting = (pair for pair in _acting(claim) if not _acts(quote, claim, *pair))
    return next((f"{name.word} {verb.word}" for name, verb in acting), None)


def _runs(told: Told) -> list[list[Term]]:
    """The runs of capitalised words; the first word of a sentence begins one only if it looks like a name."""
    runs: list[list[Term]] = []
    for term in told.terms:
        if not term.named or (term.start == 0 and not looks_like_a_name(term.word)):
            continue
        if runs and not told.text[runs[-1][-1].end : term.start].strip():
            runs[-1].append(term)
        else:
            runs.append([term])
    return runs


def _placed(claim: Told, quote: Told, one: Sequence[Term], two: Sequence[Term]) -> bool:
    """Whether two names stand to each other as in a quote: in its order, or turned round by a preposition."""
    own = preposition(claim, one[0]), preposition(claim, two[0])
    first, second = (_mentions(quote, run[-1].key) for run in (one, two))
    for start, there in first:
        for other, here in second:
            if start < other and not (there != here and there and here and own == (here, there)):
                return True
            same_phrases = own == (there, here) and (there or here)
            made_passive = own == ("", "by") or (there == "by" and not own[0])
            if start > other and (same_phrases or made_passive):
                return True
    return False


def _out_of_its_phrase(claim: Told, quote: Told, run: Sequence[Term]) -> bool:
    """Whether a name that hangs on a preposition in the quote stands free, as if it did something or suffered it."""
    describes = _belongs_to_another(claim, run[-1], run[-1])
    if preposition(claim, run[0]) or describes or claim.text[run[-1].end :].startswith(("'", "’")):
        return False
    found = {there for _, there in _mentions(quote, run[-1].key)}
    return bool(found) and found <= _CIRCUMSTANCES


def _mentions(told: Told, key: str) -> list[tuple[int, str]]:
    """Where a name stands in a text, each with the preposition in front of it."""
    found = [(run[0], term) for run in _runs(told) for term in run if term.key == key]
    found += [(term, term) for term in told.terms if term.key == key and term.key not in {t.key for _, t in found}]
    return [(term.start, preposition(told, first)) for first, term in found]


def _acting(claim: Told) -> Iterator[tuple[Term, Term]]:
    """Names directly in front of a verb in the past: "LinkedIn sued", "LinkedIn was sued"."""
    told = [term for term in claim.terms if not adverb(term)]
    for name, verb in pairwise(told):
        between = _BETWEEN.sub("", claim.text[name.end : verb.start]).strip()
        if name.named and not verb.named and past(verb) and between in {"", "'s"}:
            yield name, verb


def _acts(quote: Told, claim: Told, name: Term, verb: Term) -> bool:
    """Whether a name stands to a verb in the quote as it does in the statement; where it lacks one, it does."""
    names = [term for term in quote.terms if term.key == name.key]
    verbs = [term for term in quote.terms if term.key == verb.key]
    suffers = bool(BE.search(claim.text[name.end : verb.start]))
    acting = [one for one in names if not _belongs_to_another(quote, one, verb)]
    agree = any(suffers == _suffers(quote, one, other) for one in acting for other in verbs)
    return agree or not names or not verbs


def _belongs_to_another(quote: Told, name: Term, verb: Term) -> bool:
    """Whether a name only describes the noun behind it: "the LinkedIn lawsuit"."""
    behind = next((term for term in quote.terms if term.start >= name.end), None)
    if behind is None or behind.named or behind.key == verb.key or adverb(behind) or past(behind):
        return False
    return not quote.text[name.end : behind.start].strip()


def _suffers(quote: Told, name: Term, verb: Term) -> bool:
    if name.start > verb.start:
        return not re.search(r"\bby\s+(?:the\s+)?$", quote.text[: name.start], re.IGNORECASE)
    return bool(BE.search(quote.text[name.end : verb.start]))
