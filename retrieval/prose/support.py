"""Whether a statement is supported by the quotes that it cites: judged by their words alone, without any model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from retrieval.markers import shown
from retrieval.prose.cues import turned, used_clauses
from retrieval.prose.figures import Told, wrong_figure
from retrieval.prose.naming import swapped_names, unknown_word
from retrieval.prose.opposites import opposed
from retrieval.prose.order import disordered
from retrieval.prose.qualifiers import requalified
from retrieval.prose.subjects import other_subject
from retrieval.rarity import rarity

_QUOTED = re.compile(r"[“\"„«](?P<double>[^”\"“»]*)[”\"»]|(?<!\w)[‘'](?P<single>[^’']{3,})[’'](?!\w)")
_QUOTE_SIGNS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})
# What could be followed, or could change how the text is shown, is not taken from a model.
_MARKUP = re.compile(
    r"https?:|www\.|://|[<>{}`|\\]|\]\(|@\w|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
_JOINT = re.compile(r";\s+|,?\s+(?:and|but|whereas|while|although)\s+")
_MOST_JOINTS = 4
_TOLD = 0.3  # of the weight of the clause that is retold: with less of it, what is left out may turn the meaning
_ENDS = " .!?,;:"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The numbers of the quotes that support a statement, or else ``objection``: why they do not."""

    numbers: tuple[int, ...]
    objection: str = ""


def judged(statement: str, quotes: Mapping[int, str]) -> Verdict:
    """Whether quotes support a statement, its citation numbers taken off: one of them alone, or each a part of it.

    A part ends at a semicolon, or before "and", "but" and the like: words of two quotes are never mixed in one.
    """
    objections = {number: objection(statement, quote) for number, quote in quotes.items()}
    alone = tuple(number for number, found in objections.items() if found is None)
    if alone:
        return Verdict(alone)
    for parts in _partitions(statement) if len(quotes) > 1 else ():
        held = [next((n for n, quote in quotes.items() if objection(part, quote) is None), None) for part in parts]
        if None not in held:
            return Verdict(tuple(dict.fromkeys(number for number in held if number is not None)))
    return Verdict((), next((found for found in objections.values() if found), "it cites nothing"))


def objection(statement: str, quote: str) -> str | None:
    """Why a statement is not what a quote says; None when the quote supports it.

    It passes when it is the quote. Else each of its words must stand there or have its like there, each figure and
    quoted phrase must be the quote's, names keep their roles and words their order, and nothing that turns the
    meaning is added or dropped. What passes is true of the source word by word; that it is well put is not asked.
    """
    text = shown(statement)
    if not any(letter.isalpha() for letter in text):
        return "it says nothing"
    if _same(text, quote):
        return None
    claim, source = Told(text), Told(quote)
    for complaint, check in _CHECKS:
        if (found := check(claim, source)) is not None:
            return f"{complaint}: {found}"
    return None


def _partitions(statement: str) -> Iterator[list[str]]:
    """The ways to take a statement apart, in few parts first."""
    joints = list(_JOINT.finditer(statement))[:_MOST_JOINTS]
    for count in range(1, len(joints) + 1):
        for cuts in combinations(joints, count):
            edges = [0, *(edge for cut in cuts for edge in cut.span()), len(statement)]
            yield [statement[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _markup(claim: Told, source: Told) -> str | None:
    del source  # whatever it holds: what is shown as prose must not be followed or run
    match = _MARKUP.search(claim.text)
    return match.group() if match else None


def _same(text: str, quote: str) -> bool:
    return text.translate(_QUOTE_SIGNS).strip(_ENDS) == quote.translate(_QUOTE_SIGNS).strip(_ENDS)


def _misquoted(claim: Told, source: Told) -> str | None:
    """The first quoted phrase of a statement that the source does not hold."""
    text, folded = claim.text, source.text.translate(_QUOTE_SIGNS).casefold()
    if text.translate(_QUOTE_SIGNS).count('"') % 2:
        return text
    for match in _QUOTED.finditer(text):
        phrase = match["double"] if match["double"] is not None else match["single"]
        wanted = phrase.translate(_QUOTE_SIGNS).casefold().strip(_ENDS)
        if not wanted or wanted not in folded:
            return phrase
    return None


def _torn(claim: Told, source: Told) -> str | None:
    """What is left of a clause when too little of it is told."""
    main = used_clauses(claim, source)[:1]
    return None if main and _share(claim, source, main[0]) >= _TOLD else claim.text


def _share(claim: Told, quote: Told, clause: tuple[int, int]) -> float:
    inside = [term for term in quote.terms if clause[0] <= term.start < clause[1]]
    weights = {term.key: rarity(term.word.lower()) for term in inside}
    return sum(weight for key, weight in weights.items() if key in claim.keys) / (sum(weights.values()) or 1.0)


_CHECKS: tuple[tuple[str, Callable[[Told, Told], str | None]], ...] = (
    ("it holds an address or markup", _markup),
    ("its quotation is not in the source", _misquoted),
    ("its figure is not in the source", wrong_figure),
    ("its word is not in the source", unknown_word),
    ("its names have other roles in the source", swapped_names),
    ("its words have another order in the source", disordered),
    ("its verbs have other subjects in the source", other_subject),
    ("it changes the meaning of the source", turned),
    ("it changes what a word of the source is of", requalified),
    ("the source says its opposite of this", opposed),
    ("it tells too little of the source", _torn),
)
