"""Whether two claims are about the same thing: the guard that keeps different cases, parties and periods apart."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from retrieval.disputes.asking import About
from retrieval.disputes.frame import Frame
from retrieval.disputes.normal import fitting
from retrieval.disputes.words import SILENT

_ALIKE = 0.6  # of the poorer claim's weight that the other has too
_ALIKE_BOTH = 0.34  # of the weight of both together
_ELSE = 0.8  # of a word's weight: one rather common word on each side
_INSTEAD = 0.3
_STANCE_ALIKE = 0.75  # yes or no hangs on every word
_FIRST = {"first"}  # "was first introduced" narrows nothing, unless there is a second
# A sum that one event fixes: a date beside it says when, not for which period.
_ONE_EVENT = re.compile(
    r"\b(?:fine[ds]?|penalty|award\w*|verdict|settle\w*|sentence\w*|ransom|bought|acquir\w+|laid\s+off)\b"
)
Stems = AbstractSet[str]


def same_thing(one: Frame, other: Frame, about: About) -> bool:
    """Whether two claims that answer the same question speak of the same thing."""
    if not (one.covers and other.covers) or _misses(one, other) or _misses(other, one) or _apart(one, other):
        return False
    if about is About.YES_OR_NO:
        return _together(one, other) >= _STANCE_ALIKE and _names_agree(one, other)
    # Where a source itself says that others give another value, a date beside it does not explain the difference.
    doubted = one.claim.clause.doubted or other.claim.clause.doubted
    return (
        _alike(one, other)
        and _says_else(one, other) <= _ELSE
        and _names_agree(one, other)
        and (doubted or _same_period(one, other, about))
        and not (one.narrowing ^ other.narrowing) - (set() if about is About.NAME else _FIRST)
        and one.side == other.side
        and _same_head(one, other)
        and (about is not About.NUMBER or (one.counted <= other.stems.keys() and other.counted <= one.stems.keys()))
    )


def _misses(frame: Frame, against: Frame) -> bool:
    """Whether a claim lacks a word of the question that the other has, and says something else instead."""
    missing = frame.question.keys() & against.stems.keys() - frame.stems.keys() - frame.asked_names
    instead = frame.stems.keys() - against.stems.keys() - frame.names - frame.question.keys()
    return bool(missing or frame.leans) and _weight(frame, instead) > _INSTEAD


def _apart(one: Frame, other: Frame) -> bool:
    """Whether the claims stand in sections on different parties or places, or hold for different people or things."""
    if one.section_names and other.section_names and not one.section_names & other.section_names:
        return True
    return any(
        one.complements[by] - other.stems.keys() and other.complements[by] - one.stems.keys()
        for by in one.complements.keys() & other.complements.keys()
    )


def _alike(one: Frame, other: Frame) -> bool:
    first, second = (_weight(frame, frame.stems.keys() - frame.agent) or 1.0 for frame in (one, other))
    shared = _weight(one, one.stems.keys() & other.stems.keys())
    return shared / min(first, second) >= _ALIKE and _together(one, other) >= _ALIKE_BOTH


def _together(one: Frame, other: Frame) -> float:
    """The share of all their words that both have; who did it may be named by one alone."""
    both = {**one.stems, **other.stems}
    alone = (one.agent - other.stems.keys()) | (other.agent - one.stems.keys())
    total = sum(weight for word, weight in both.items() if word not in alone)
    return _weight(one, one.stems.keys() & other.stems.keys()) / (total or 1.0)


def _says_else(one: Frame, other: Frame) -> float:
    """The weight of the words, names aside, in which both claims go their own way: another verb, another thing."""
    return min(
        _weight(frame, frame.stems.keys() - against.stems.keys() - frame.names - frame.question.keys())
        for frame, against in ((one, other), (other, one))
    )


def _weight(frame: Frame, kept: Stems) -> float:
    return sum(weight for word, weight in frame.stems.items() if word in kept)


def _names_agree(one: Frame, other: Frame) -> bool:
    """Names on both sides must be the same; on one side, only who did it may be named, or what stands around."""
    asked = one.question.keys()
    first, second = one.names - other.names - asked, other.names - one.names - asked
    if first - other.surroundings and second - one.surroundings:
        return False
    return not ((first - other.surroundings - one.agent) | (second - one.surroundings - other.agent))


def _same_period(one: Frame, other: Frame, about: About) -> bool:
    if about not in {About.AMOUNT, About.NUMBER, About.NAME}:
        return True
    if one.period and other.period:
        return any(fitting(first, second) for first in one.period for second in other.period)
    return not (one.period or other.period) or bool(_ONE_EVENT.search(one.text) and _ONE_EVENT.search(other.text))


def _same_head(one: Frame, other: Frame) -> bool:
    """Whether neither clause is built on a noun that the other does not have: "the notice ending the suit"."""
    known = one.question.keys() | one.names | other.names | one.role | SILENT
    return all(
        not frame.head or frame.head in against.stems or frame.head in known
        for frame, against in ((one, other), (other, one))
    )
