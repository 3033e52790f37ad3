"""A question, taken apart: its parts, the words that matter, the kind of value it asks for, the names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from retrieval.rarity import rarity
from retrieval.tokens import STOP_WORDS, stemmed, words
from retrieval.values import Kind, asked_kind, values

LEANS = " – "  # between a question and the follow-up that is read together with it
_ASKING_WORD = r"(?:who|whom|whose|what|when|where|which|why|how)"
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|may|must|should)"
_ASKS = re.compile(rf"\b{_ASKING_WORD}\b", re.IGNORECASE)
_PREPOSITION = (
    r"(?:in|on|at|by|for|from|to|with|under|of|since|until|till|before|after|about|against|within|through|over)"
)
_PARTS = re.compile(
    rf"\?\s+(?=\w)|[,;]?\s+(?:and|also)\s+(?=(?:{_PREPOSITION}\s+)?{_ASKING_WORD}\b"
    rf"|{_AUXILIARY}\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+", re.IGNORECASE)
_MAX_CONTEXT = 300  # characters; the models read only so much, and the end of what was said is nearest to the question
# "Which act", waiting for the verb that a later part brings.
_BARE = re.compile(r"(?:which|what|how many)(?:\s+[\w'’-]+){1,2}", re.IGNORECASE)
_PREDICATE = re.compile(rf"\b{_AUXILIARY}\b.*", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w&'’.-]*[\w]|\b[A-Z]\b")
# "Which circuits require" asks for several things; "what happens", "which process does", "which rule lets a plaintiff"
# ask for one.
_VERB = r"(?:happens|makes|means|says|counts|comes|goes|gives|takes|causes|needs|requires|does|about|always)\b"
_OBJECT = r"(?-i:the|an?|there|his|her|its|their|[A-Z]\w+)\b"
_SEVERAL = re.compile(
    rf"\b(?:what|which)\s+(?:(?!{_VERB})[\w-]+\s+){{0,2}}?(?!{_VERB})[\w-]{{2,}}[^\W_sui]s\b(?!['’])(?!\s+{_OBJECT})"
    r"|\b(?:what|which)\s+(?:\w+\s+)?(?:data|information|evidence|people|media|criteria|staff)\b"
    r"|\b(?:what|which|who)\s+(?:\w+\s+){0,3}(?:are|were)\b|\b(?:list|name|give)\s+(?:all|the|every)\b|\ball\s+the\b",
    re.IGNORECASE,
)
_ASKING = frozenset(
    """tell please know whether many much say says said mean means happen happened anything something exact exactly
    long old big kind type sort""".split()
)


@dataclass(frozen=True)
class Asked:
    """One part of a question.

    ``context`` is what it leans on, such as the question before it: searched for, too, but not asked. ``must`` holds
    stems that a sentence or its section's heading has to have to answer at all.
    """

    text: str
    context: str = ""
    must: frozenset[str] = frozenset()

    @property
    def sought(self) -> str:
        """The words to search for: the question first, as the end of what is too long is not read."""
        return f"{self.text} – {end_of(self.context, _MAX_CONTEXT)}" if self.context else self.text

    @cached_property
    def weights(self) -> dict[str, float]:
        """Stemmed content words with how much each tells, 0 to 1."""
        content = [word for word in words(self.text) if word not in STOP_WORDS and word not in _ASKING]
        return {stemmed(word): rarity(word) for word in content}

    @property
    def asks(self) -> str:
        """The question itself: a follow-up with a question word of its own, without the question that it leans on."""
        behind = self.text.rpartition(LEANS)[2]
        return behind if _ASKS.search(behind) else self.text

    @cached_property
    def kind(self) -> Kind | None:
        """The kind of value asked for."""
        return asked_kind(self.asks)

    @property
    def several(self) -> bool:
        """Whether several things are asked for."""
        return bool(_SEVERAL.search(self.asks))

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of capitalised words behind the first, and of numbers."""
        found = [match.group() for match in _NAME.finditer(self.text) if match.start() > 0]
        numbers = [word for word in words(self.text) if word[0].isdigit()]
        named = [word for name in found for word in words(name) if word not in STOP_WORDS]
        return frozenset(stemmed(word) for word in [*named, *numbers])

    @cached_property
    def whom(self) -> frozenset[str]:
        """Of the names those that are neither numbers nor parts of a date."""
        dates = (stemmed(word) for span in values(self.text, Kind.DATE) for word in words(self.text[slice(*span)]))
        return frozenset(name for name in self.names if not name[0].isdigit()) - {*dates}


def parts(question: str) -> list[str]:
    """The questions within a question, in order: "Who sued, and when?" asks two things. An address asks nothing."""
    found = [part.strip(" ,;") for part in _PARTS.split(question.strip())]
    found = [part for part in found if part and not is_address(part)]
    if not found:
        return [question.strip()]
    predicate = _PREDICATE.search(found[-1])
    if predicate:
        found[:-1] = [f"{part} {predicate.group()}" if _BARE.fullmatch(part) else part for part in found[:-1]]
    return found


def is_address(text: str) -> bool:
    """Whether a text is only the address of a page."""
    return bool(_ADDRESS.fullmatch(text.strip()))


def end_of(text: str, most: int) -> str:
    """The last characters of a text, from the beginning of a word."""
    return text if len(text) <= most else text[-most:].split(maxsplit=1)[-1]
