"""Whether the dates, amounts and numbers of a statement are those of the quotes, and stand beside the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.disputes.dates import Date
from retrieval.disputes.normal import CaseNumber, Found, Value, amounts_in, case_numbers_in, dates_in
from retrieval.disputes.quantity import Amount
from retrieval.prose.terms import Span, Term, terms

_DIGITS = re.compile(r"\d+(?:[.,:/-]?\w+)*(?:\(\w{1,4}\))*")
_CLAUSE_NUMBER = re.compile(r"\d[\w.]*(?:\(\w{1,4}\))+")
_SIDE = re.compile(r"\b(before|after|until|till|since|by|from|prior\s+to|later\s+than)\s+(?:the\s+)?$", re.IGNORECASE)
_DIRECTION = re.compile(r"\b(from|to|by|of)\s+(?:about\s+)?$", re.IGNORECASE)
_WAYS = frozenset({"from", "to", "by"})
_CHANGE = (
    r"(?:r[io]s(?:es?|en|ing)|f[ae]ll(?:s|en|ing)?|gr[eo]w(?:s|n|th|ing)?|(?:in|de)creas(?:es?|ed|ing)"
    r"|declin(?:es?|ed|ing)|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:es?|ed|ing)|soar(?:s|ed|ing)?"
    r"|plung(?:es?|ed|ing)|slump(?:s|ed|ing)?|shr[aiu]nk(?:s|ing)?|up|down)"
)
_MADE = (
    r"(?:reduc(?:es?|ed|ing|tion)|rais(?:es?|ed|ing)|lower(?:s|ed|ing)?|cut(?:s|ting)?|lift(?:s|ed)?|extend(?:s|ed)?)"
)
# "Rose 5%", "a rise of 5%", "a 5% rise": so much more, as in "rose by 5%".
_CHANGED = re.compile(rf"\b{_CHANGE}\s+(?:of\s+)?(?:about\s+)?$", re.IGNORECASE)
_CHANGE_BEHIND = re.compile(rf"[\s-]+{_CHANGE}\b", re.IGNORECASE)
_CHANGED_BY = re.compile(rf"\b(?:{_CHANGE}|{_MADE})\b[^,;:.]*$", re.IGNORECASE)
# "On", "in", "from" and no word at all say the same of a day; "by" and "until" do not.
_NO_SIDE = frozenset({"from"})
_REACH = 3  # terms on each side of a value that say what it is the value of
_ROUNDING = 1e-6
_SAME_TIME = 0.02
_FAR = 2.0


@dataclass(frozen=True)
class Told:
    """A statement or a quote with its values and terms."""

    text: str

    @cached_property
    def values(self) -> list[Found]:
        """Dates, docket numbers and amounts, as they stand in the text."""
        clauses = [match.span() for match in _CLAUSE_NUMBER.finditer(self.text)]
        found = [*dates_in(self.text), *case_numbers_in(self.text), *amounts_in(self.text)]
        inside = [each for each in found if not any(start <= each[0][0] < end for start, end in clauses)]
        return sorted(inside, key=lambda each: each[0])

    @cached_property
    def numbers(self) -> list[tuple[Span, str]]:
        """What is written in digits and is no value: clause numbers, versions, parts of names."""
        taken = [span for span, _ in self.values]
        return [
            (match.span(), match.group().replace(",", ""))
            for match in _DIGITS.finditer(self.text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        ]

    @cached_property
    def terms(self) -> list[Term]:
        """Its terms; values are none."""
        return terms(self.text, [span for span, _ in self.values])

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its terms."""
        return frozenset(term.key for term in self.terms)


def wrong_figure(claim: Told, quote: Told) -> str | None:
    """The first figure of a statement that the quote does not give so, as it is written; None when all are given."""
    for span, value in claim.values:
        if not _gives(quote, claim, span, value):
            return claim.text[slice(*span)]
    told = {number for _, number in quote.numbers}
    unknown = next((number for _, number in claim.numbers if number not in told), None)
    return unknown or _repeated(claim, quote) or _reordered(claim, quote)


def _repeated(claim: Told, quote: Told) -> str | None:
    """A value that the statement gives more often than the quote does, and so in the place of another."""
    for span, value in claim.values:
        given = sum(entails(other, value) for _, other in quote.values)
        if sum(entails(other, value) for _, other in claim.values) > given:
            return claim.text[slice(*span)]
    return None


def _reordered(claim: Told, quote: Told) -> str | None:
    """Two dates, or two amounts, that stand the other way round in the quote: they were exchanged."""
    for place, (span, one) in enumerate(claim.values):
        for later, two in claim.values[place + 1 :]:
            if one != two and _alike(one, two) and min(_starts(quote, one)) > max(_starts(quote, two)):
                return f"{claim.text[slice(*span)]} … {claim.text[slice(*later)]}"
    return None


def _starts(quote: Told, value: Value) -> list[int]:
    """Where a quote gives a value: so written, or else a more exact one."""
    same = [start for (start, _), other in quote.values if other == value]
    return same or [start for (start, _), other in quote.values if entails(other, value)]


def _gives(quote: Told, claim: Told, span: Span, value: Value) -> bool:
    """Whether the quote gives a value of the statement, on the same side of time and of the same thing."""
    same = [place for place, other in quote.values if entails(other, value)]
    if isinstance(value, Date):
        same = [place for place in same if _side(quote, place) == _side(claim, span)]
    if isinstance(value, Amount):
        same = [place for place in same if _same_way(quote, place, claim, span)]
    rivals = [place for place, other in quote.values if _alike(other, value) and not entails(other, value)]
    return bool(same) and (not rivals or _votes(quote, claim, span, same, rivals) >= 0)


def entails(source: Value, claim: Value) -> bool:
    """Whether the claim holds wherever the source does: it may say less than the source, never more."""
    match source, claim:
        case Date(), Date():
            pairs = ((source.year, claim.year), (source.month, claim.month), (source.day, claim.day))
            return all(said is None or said == given for given, said in pairs)
        case CaseNumber(), CaseNumber():
            same = (source.year, source.number) == (claim.year, claim.number)
            return same and claim.division in {"", source.division}
        case Amount(), Amount():
            return source.unit == claim.unit and _within(source, claim)
        case _:
            return False


def _within(source: Amount, claim: Amount) -> bool:
    slack = (_SAME_TIME if claim.unit == "days" else _ROUNDING) * claim.at
    if source.bound:
        return source.bound == claim.bound and abs(source.at - claim.at) <= slack
    if claim.bound and not 1 / _FAR <= claim.at / (source.at or 1.0) <= _FAR:
        return False  # "more than ten" is true of a million, and misleads
    if claim.bound:
        return source.low >= claim.at - slack if claim.bound > 0 else source.high <= claim.at + slack
    return claim.low - slack <= source.low and source.high <= claim.high + slack


def _alike(one: Value, other: Value) -> bool:
    return type(one) is type(other)


def _side(told: Told, span: Span) -> str:
    match = _SIDE.search(told.text[: span[0]])
    word = match[1].lower() if match else ""
    return "" if word in _NO_SIDE else word


def _votes(quote: Told, claim: Told, span: Span, same: Sequence[Span], rivals: Sequence[Span]) -> float:
    """Whether the words around a value in the statement stand nearer to it in the quote than to its rivals there."""
    votes = _towards(quote, claim, span, same, rivals)
    for weight, places in _anchors(quote, claim, span):
        own = min(_distance(quote, one, place) for one in places for place in same)
        other = min(_distance(quote, one, place) for one in places for place in rivals)
        votes += weight if own <= other else -weight
    return votes


def _towards(quote: Told, claim: Told, span: Span, same: Sequence[Span], rivals: Sequence[Span]) -> float:
    """What "from" and "to" in front of a value tell: 1 for the value, -1 for a rival, 0 for neither."""
    own = _direction(claim, span)
    here, there = (own in {_direction(quote, place) for place in places} for places in (same, rivals))
    return float(here - there) if own else 0.0


def _direction(told: Told, span: Span) -> str:
    before, value = told.text[: span[0]], told.text[slice(*span)]
    if value.lower().startswith("from "):
        return "from"
    match = _DIRECTION.search(before)
    word = match[1].lower() if match else ""
    if word not in _WAYS and (_CHANGED.search(before) or _CHANGE_BEHIND.match(told.text, span[1])):
        return "by"
    return word


def _same_way(quote: Told, place: Span, claim: Told, span: Span) -> bool:
    """Whether an amount is in both what was reached, what was left, or by how much something changed."""
    own, given = _direction(claim, span), _direction(quote, place)
    if {own, given} <= _WAYS:
        return own == given
    return not ((own == "by" and _is_change(claim, span)) or (given == "by" and _is_change(quote, place)))


def _is_change(told: Told, span: Span) -> bool:
    """Whether "by" in front of an amount tells how much something changed, and not who did it."""
    return bool(_CHANGED_BY.search(told.text[: span[0]]) or _CHANGE_BEHIND.match(told.text, span[1]))


def _anchors(quote: Told, claim: Told, span: Span) -> Iterator[tuple[float, list[Span]]]:
    """The terms and other values near a value in the statement: how much they tell, and where the quote has them.

    What stands behind a value tells more than what stands before it: "£4,000 for injury".
    """
    for term in claim.terms:
        distance = _distance(claim, (term.start, term.end), span)
        places = [(other.start, other.end) for other in quote.terms if other.key == term.key]
        if distance <= _REACH and places:
            yield (2.0 if term.start >= span[1] else 1.0) / distance, places
    own = next(value for place, value in claim.values if place == span)
    for place, value in claim.values:
        places = [where for where, other in quote.values if entails(other, value)]
        if place != span and not _alike(value, own) and places and _distance(claim, place, span) <= _REACH:
            yield 1.0 / _distance(claim, place, span), places


def _distance(told: Told, one: Span, two: Span) -> int:
    """How many terms further on the second place is; the terms between, and one."""
    first, last = sorted((one, two))
    return 1 + sum(first[1] <= term.start and term.end <= last[0] for term in told.terms)
