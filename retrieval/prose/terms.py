"""The words of a statement that claim something, each with its place and with what counts as the same word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.disputes.words import canonical
from retrieval.tokens import STOP_WORDS, stemmed

# Words that may stand for each other in a retelling of a source and leave its meaning as it was.
_SAME = (
    "say state tell write comment note remark report", "allege claim contend assert argue accuse", "show demonstrate",
    "reveal disclose", "use utilise", "let allow permit", "need require", "end finish", "file lodge submit bring",
    "change alter modify", "contain include", "seek demand", "per each every", "pause suspend halt", "stop cease",
    "lawyer attorney counsel", "website site", "data information", "annual yearly", "worldwide global",
    "quiet silent", "give provide", "get receive", "concern regard", "begin start", "big large", "text wording",
)  # fmt: skip
_SYNONYMS = {stemmed(word): stemmed(group.split()[0]) for group in _SAME for word in group.split()}
# Words that the stemmer does not bring home.
_FORMS = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "shown": "show", "began": "begin",
    "begun": "begin",
    "sought": "seek", "brought": "bring", "gave": "give", "given": "give", "got": "get", "utilize": "utilise",
    "utilized": "utilise", "held": "hold", "took": "take", "taken": "take", "made": "make", "won": "win",
    "lost": "lose",
    "paid": "pay", "kept": "keep", "left": "leave", "grew": "grow", "grown": "grow", "chose": "choose", "hid": "hide",
    "hidden": "hide", "withdrew": "withdraw", "withdrawn": "withdraw", "fell": "fall", "rose": "rise", "found": "find",
}  # fmt: skip
# Words that join statements and claim nothing of their own, and the cues, which are compared in `cues`.
_SILENT = frozenset(
    """also moreover further furthermore additionally addition meanwhile however while whereas though although both
    namely including about during among upon via such there here same itself himself herself themselves own with under
    over against between through than not never no none nor neither cannot without may might must shall should ought
    will only solely if unless or according""".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that claims something: ``text[start:end]``; ``key`` is equal for words that count as the same."""

    key: str
    word: str
    start: int
    end: int

    @property
    def named(self) -> bool:
        """Whether it is written as a name."""
        return self.word[0].isupper()


def terms(text: str, hidden: Iterable[Span] = ()) -> list[Term]:
    """The terms of a text, in order; ``hidden`` spans, such as values, hold none."""
    taken = list(hidden)
    found = []
    for match in _WORD.finditer(text):
        word = _base(match.group())
        if any(start <= match.start() < end for start, end in taken):
            continue
        silent = word.lower() in STOP_WORDS or word.lower() in _SILENT or word.lower().endswith("n't")
        if not silent or _acronym(word):
            found.append(Term(key(word), word, match.start(), match.end()))
    return found


def key(word: str) -> str:
    """Equal for words that count as the same; an acronym is itself alone, so that "US" is not "us"."""
    if _acronym(word):
        return word
    lower = word.lower()
    stem = canonical(_FORMS.get(lower, lower))
    return _SYNONYMS.get(stem, stem)


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _base(word: str) -> str:
    word = word.replace("’", "'")
    return word.removesuffix("'s").removesuffix("'")
