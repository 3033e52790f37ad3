"""Words as the lexical index sees them: numbers, clause numbers and negation survive, inflection does not."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

import Stemmer

# Left in on purpose: no, not, nor, if, or, with, without, before, after, shall, may, must, will, only.
STOP_WORDS = frozenset(
    """a an and are as at am be been being by can could did do does doing for from had has have having he her hers
    him his how i in into is it its itself me my of on our ours she so that the their theirs them then there these
    they this those to us was we were what when where which who whom whose why would you your yours""".split()
)
# A number with its separators and clause letters ("1,000", "3.2", "6(1)(f)", "5:25-cv-00709"), a word, or §.
_TOKEN = re.compile(r"\d[\d.,:/]*(?:-\w+)*(?:\(\w{1,4}\))*|[^\W\d_]+(?:['’][^\W\d_]+)?|\d*[^\W_]+|§")
_LIGATURE = re.compile("[\N{LATIN SMALL LIGATURE FF}-\N{LATIN SMALL LIGATURE ST}]")
_CLAUSES = re.compile(r"\(\w{1,4}\)")
_stemmer = Stemmer.Stemmer("english")


def tokenize(text: str) -> list[str]:
    """Stemmed tokens without stop words, in order of appearance."""
    return [stemmed(word) for word in words(text) if word not in STOP_WORDS]


def words(text: str) -> list[str]:
    """Lower-case words and numbers; ``6(1)(f)`` also counts as ``6``, ``§`` as the word section."""
    found: list[str] = []
    for match in _TOKEN.findall(composed(text).lower()):
        if match.isalpha():  # nearly all are, and need no more
            found.append(match)
            continue
        token = match.rstrip(".,:/-")
        if token == "§":  # noqa: S105
            token = "section"  # noqa: S105
        if token[0].isdigit():
            token = token.replace(",", "")
            if "(" in token:
                found.append(_CLAUSES.sub("", token))
        found.append(token.replace("’", "'").removesuffix("'s"))
    return found


def composed(text: str) -> str:
    """Accents as part of their letters and ligatures as letters, as most write them.

    Other forms that look alike stay apart: "2024²" is not 20242, nor "5½" 51 and 2.
    """
    if text.isascii():
        return text
    return _LIGATURE.sub(lambda found: normalize("NFKC", found.group()), normalize("NFC", text))


@lru_cache(maxsize=65536)
def stemmed(word: str) -> str:
    """The Snowball stem of a lower-case word."""
    return str(_stemmer.stemWord(word))
