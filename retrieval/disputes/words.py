"""The words of a claim in the form in which claims are compared: synonyms made one, words without weight left out."""

from __future__ import annotations

import re

from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed, words

_SAME = (
    "lawsuit suit case action litigation", "user member", "plan subscription", "begin start", "end stop",
    "introduce launch", "withdraw drop", "worker employee", "firm company", "ireland irish", "live resident",
    "sue plaintiff", "buy acquire purchase", "resign resignation", "fine penalty", "settle settlement", "pay payment",
    "share percentage", "announce announcement", "appoint appointment",
    "write wrote written author", "build built", "win won", "lead led",
)  # fmt: skip
_SYNONYMS = {stemmed(word): stemmed(group.split()[0]) for group in _SAME for word in group.split()}
# Words that say how a claim is made, or of what kind its value is, and nothing of what it is about.
SILENT = frozenset(
    stemmed(word)
    for word in """according account against article average cite claim class count current date day digest document
    entry estimate figure give given headline listing name note number page percent place point put record report
    reported retelling say site source speak state sum support total website website's worldwide write year month amount
    make made take took other about all also around above nearly almost approximately over more than least one two three
    later earlier only million billion thousand""".split()
) - {stemmed("average"), stemmed("total")}
_MONTHS = frozenset(
    stemmed(month)
    for month in """january february march april may june july august september october november
    december""".split()
)
_NAME = re.compile(r"\b(?:[A-Z][\w&’'-]*[\w]|[A-Z]{2,})\b")


def synonym(stem: str) -> str:
    """The stem that stands for a stem and its synonyms."""
    return _SYNONYMS.get(stem, stem)


def canonical(word: str) -> str:
    """The stem of a lower-case word, or of the word that stands for its synonyms."""
    return synonym(stemmed(word))


def content(text: str) -> frozenset[str]:
    """The canonical stems of a text's content words."""
    return frozenset(canonical(word) for word in words(text) if word not in STOP_WORDS)


def names_in(text: str) -> frozenset[str]:
    """The canonical stems of the names in a text; its first word is one only if it looks like nothing else."""
    text = text.strip()
    found = {_base(match.group()) for match in _NAME.finditer(text)} - STOP_WORDS
    first = re.match(r"[\w’'-]+", text)
    if first and not looks_like_a_name(first.group()):
        found.discard(_base(first.group()))
    return frozenset(canonical(name) for name in found) - _MONTHS


def names_in_heading(heading: str) -> frozenset[str]:
    """The same for a heading; one in Title Case tells no names, apart from the parties of "Low v. Acme"."""
    told = [word for word in re.findall(r"[\w’'-]+", heading) if word.lower() not in STOP_WORDS]
    case_name = "v" in told[1:2]
    if len(told) > 1 and not case_name and not any(word[0].islower() for word in told):
        return frozenset()
    named = (word for place, word in enumerate(told) if place or case_name or looks_like_a_name(word))
    return frozenset(canonical(_base(word)) for word in named if word[0].isupper()) - _MONTHS


def looks_like_a_name(word: str) -> bool:
    """Whether a word is a name even where any word has a capital: nobody knows it, or it has capitals within."""
    return rarity(_base(word)) >= 1.0 or any(letter.isupper() for letter in word[1:])


def _base(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")
