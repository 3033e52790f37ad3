"""Names and their initials, which stand for each other: "FTC" and "Federal Trade Commission".

A name counts as written out where its capitals, small words left out, give the initials; nothing has to define them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from retrieval.tokens import STOP_WORDS, stemmed, words

_CAPITAL = r"[A-Z][a-z]+(?:['’]s)?"
# A name of two words or more, with small words between its capitals.
_NAME = re.compile(rf"\b{_CAPITAL}(?:[ -](?:(?:of|the|for|and|on|to|in) )*{_CAPITAL})+")
_WORD = re.compile(_CAPITAL)
_INITIALS = re.compile(r"\b[A-Z]{2,6}\b")
# Who types no capitals at all may mean any short word.
_TYPED = re.compile(r"\b[a-z]{3,5}\b")


def spelled_out(question: str, texts: Iterable[str]) -> str:
    """The question with what its initials stand for in these texts: "FTC" becomes "Federal Trade Commission (FTC)"."""
    meant = _initials(question)
    if not meant:
        return question
    found = Counter((short, name) for text in texts for short, name in _names(text).items() if short in meant)
    chosen = {short: name for (short, name), _ in reversed(found.most_common())}
    for short, name in chosen.items():
        question = re.sub(rf"\b{short}\b", f"{name} ({short})", question, flags=re.IGNORECASE)
    return question


def other_forms(question: str, text: str) -> frozenset[str]:
    """Stems of words of ``question`` that ``text`` has in the other form: as initials, or written out."""
    there = {stemmed(short.lower()) for short in _initials(question) if short in _names(text)}
    written = _names(question)
    for short in _INITIALS.findall(text) if written else ():
        there |= {stemmed(word) for word in words(written.get(short, ""))}
    return frozenset(there)


@lru_cache(maxsize=64)
def _initials(question: str) -> frozenset[str]:
    if question != question.lower():
        return frozenset(_INITIALS.findall(question))
    return frozenset(word.upper() for word in _TYPED.findall(question) if word not in STOP_WORDS)


@lru_cache(maxsize=1024)
def _names(text: str) -> dict[str, str]:
    """The names in a text, and the parts of those names, by their initials."""
    found: dict[str, str] = {}
    for match in _NAME.finditer(text):
        capitals = list(_WORD.finditer(match.group()))
        for first, start in enumerate(capitals):
            for last in range(first + 2, len(capitals) + 1):
                part = capitals[first:last]
                found["".join(word[0][0] for word in part)] = match.group()[start.start() : part[-1].end()]
    return found
