"""Statements of different articles that give another date or number for what looks like the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from ingest.lint.article import Article
from ingest.lint.claims import Claim, agree, claims, same_thing
from ingest.lint.findings import Finding, Place, warning
from ingest.lint.wording import Weights

_COMMON = 400  # a word in more statements than these brings no two together


def differing(articles: Sequence[Article]) -> Iterator[Finding]:
    """One warning for each thing on which articles differ, with all that is said of it side by side."""
    found = [
        claim
        for number, article in enumerate(articles)
        for statement in article.statements
        for claim in claims(number, statement)
    ]
    weights = Weights(statement.text for article in articles for statement in article.statements)
    groups = _Groups()
    for one, other in _candidates(found):
        if same_thing(one, other, weights):
            groups.join(one, other, differ=not agree(one, other))
    for group in groups.differing():
        yield _finding(group)


def _candidates(found: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of different articles with the same measure and a word in common."""
    by_word: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, claim in enumerate(found):
        for word in claim.about:
            by_word[claim.measure, word].append(place)
    pairs = {pair for places in by_word.values() if len(places) <= _COMMON for pair in combinations(places, 2)}
    for first, second in sorted(pairs):
        if found[first].article != found[second].article:
            yield found[first], found[second]


class _Groups:
    """Claims of one thing, brought together pair by pair."""

    def __init__(self) -> None:
        self._of: dict[Claim, list[Claim]] = {}
        self._differ: set[Claim] = set()

    def join(self, one: Claim, other: Claim, *, differ: bool) -> None:
        """Put two claims into one group."""
        mine, theirs = self._of.setdefault(one, [one]), self._of.setdefault(other, [other])
        if mine is not theirs:
            mine.extend(theirs)
            for claim in theirs:
                self._of[claim] = mine
        if differ:
            self._differ.update((one, other))

    def differing(self) -> Iterator[list[Claim]]:
        """The groups in which two claims give different values."""
        seen: set[int] = set()
        for claim, group in self._of.items():
            if claim in self._differ and id(group) not in seen:
                seen.add(id(group))
                yield sorted(group, key=lambda each: each.statement.place)


def _finding(group: Sequence[Claim]) -> Finding:
    said = {value.said: None for claim in group for value in claim.values}
    places = [Place(p.file, p.line, p.says) for p in dict.fromkeys(claim.statement.place for claim in group)]
    values = " / ".join(said)
    return warning("values-differ", places[0], f"articles differ: {values}", *places[1:])
