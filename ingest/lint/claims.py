"""Statements that give a value, and when two of them give it for the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.lint.article import Statement
from ingest.lint.figures import Figure, figures
from ingest.lint.wording import Weights, case_names, content, names

# Of the weight of all words of both statements; an amount is held by fewer words than a day is by its event.
_ALIKE, _ALIKE_DATED = 0.5, 0.4
_WHOLE = 0.9  # of the weight of the shorter one
_WINDOW = 5  # words on each side of a date
_LEAST_WORDS = 2
_BREAK = re.compile(r"[,;:]\s|\s(?:and|but|which|who|while|whereas|although|because|so)\s(?:that\s)?")
_EVENTS = frozenset(
    """announc appeal appoint approv arrest award begin bought brought buy close complain decid deni die dismiss drop
    disclos end file fine found grant hear introduc join launch merg move notifi open paus publish remov reject releas
    report resign rule sell settl sign sold start stop suspend transfer updat withdraw withdrew""".split()
)
# An amount with one of these is another amount than that without it.
_QUALIFIERS = frozenset("total net gross annual quarter month week daili averag minimum maximum first second".split())


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A statement with its values of one measure, and its dates where it gives an amount."""

    article: int
    statement: Statement
    about: frozenset[str]
    measure: str
    values: tuple[Figure, ...]
    dates: tuple[Figure, ...]

    @property
    def names(self) -> frozenset[str]:
        """Who and what is named."""
        return names(self.statement.text) & self.about

    @property
    def events(self) -> frozenset[str]:
        """What happens: to be filed is not to be dismissed, however alike the rest."""
        return self.about & _EVENTS


def claims(number: int, statement: Statement) -> Iterator[Claim]:
    """The values of a statement in the article of this number: all its dates together, amounts clause by clause."""
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures(statement.text):
        found[figure.measure].append(figure)
    given = tuple(found.get("date", ()))
    text = statement.text
    for measure, values in found.items():
        if measure == "date":
            if len(found) > 1 and not content(text) & _EVENTS:
                continue  # it says which time an amount is of
            yield Claim(number, statement, content(text), measure, tuple(values), ())
            continue
        clauses = {_clause(text, value): None for value in values}
        for clause in clauses:
            inside = tuple(value for value in values if _clause(text, value) == clause)
            yield Claim(number, statement, content(clause), measure, inside, given)


def _clause(text: str, value: Figure) -> str:
    """The clause that an amount stands in: what a sentence says besides is about something else."""
    before = [match.end() for match in _BREAK.finditer(text, 0, value.start)]
    after = _BREAK.search(text, value.end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def same_thing(one: Claim, other: Claim, weights: Weights) -> bool:
    """Whether two statements speak of one thing, their values aside."""
    shared = one.about & other.about
    if len(shared) < _LEAST_WORDS or not (_alike(one, other, weights) or _repeats(one, other, weights)):
        return False
    if bool(case_names(one.statement.text) ^ case_names(other.statement.text)):
        return False
    dated = one.measure == "date"
    if ((one.names - other.names) and (other.names - one.names)) or (not dated and one.names != other.names):
        return False  # it is about somebody else; of an amount a name may well say which part of it is meant
    if (one.events or other.events) and not one.events & other.events and dated:
        return False
    if one.about & _QUALIFIERS != other.about & _QUALIFIERS:
        return False
    apart = one.dates and other.dates and not _overlap(one.dates, other.dates)
    return not apart


def _alike(one: Claim, other: Claim, weights: Weights) -> bool:
    least = _ALIKE_DATED if one.measure == "date" else _ALIKE
    return weights.sum(one.about & other.about) >= least * weights.sum(one.about | other.about)


def _repeats(one: Claim, other: Claim, weights: Weights) -> bool:
    """Whether the longer of two dated statements holds all that the shorter one says, the event beside its date."""
    short = min(one.about, other.about, key=len)
    whole = weights.sum(one.about & other.about) >= _WHOLE * weights.sum(short)
    return one.measure == "date" and len(short) > _LEAST_WORDS and whole and bool(_beside(one) & _beside(other))


def _beside(claim: Claim) -> frozenset[str]:
    """The words close to a date, names aside."""
    text = claim.statement.text
    windows = (f"{_last(text[: value.start])} , {_first(text[value.end :])}" for value in claim.values)
    return frozenset().union(*map(content, windows)) - names(text)


def _last(text: str) -> str:
    return " ".join(text.split()[-_WINDOW:])


def _first(text: str) -> str:
    return " ".join(text.split()[:_WINDOW])


def agree(one: Claim, other: Claim) -> bool:
    """Whether one value can be both."""
    return _overlap(one.values, other.values)


def _overlap(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    return any(mine.agrees(theirs) for mine in one for theirs in other)
