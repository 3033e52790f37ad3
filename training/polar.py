"""Statements turned into the questions that a yes or a no answers."""

from __future__ import annotations

import random
import re

_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|must|should|does|did)\b")
# Words that are written with a capital only because they open the statement.
_OPENERS = re.compile(
    r"(?:The|An?|This|That|These|Those|There|It|He|She|They|Its|His|Her|Their|Some|All|No|In|On|At)\b"
)
_MAX_SUBJECT_WORDS = 8


def asked_back(statement: str, rng: random.Random) -> str:
    """A statement as somebody would ask about it: with its verb in front, or as a thing to be confirmed."""
    bare = statement.strip().rstrip(".")
    draw = rng.random()
    if draw < 0.15:
        return bare
    inverted = _inverted(bare)
    if inverted:
        return f"{inverted}?"
    return f"Is it true that {_uncapitalised(bare)}?" if draw < 0.6 else f"{_uncapitalised(bare)}?"


def _inverted(statement: str) -> str | None:
    """Subject and auxiliary change places; None where a subject is not plain to see."""
    found = _AUXILIARY.search(statement)
    subject = statement[: found.start()].strip() if found else ""
    if not found or not subject or "," in subject or len(subject.split()) > _MAX_SUBJECT_WORDS:
        return None
    return f"{found.group().capitalize()} {_uncapitalised(subject)} {statement[found.end() :].strip()}"


def _uncapitalised(text: str) -> str:
    return text[0].lower() + text[1:] if _OPENERS.match(text) else text
