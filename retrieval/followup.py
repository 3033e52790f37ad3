"""A question of a conversation, made to stand alone; and what it points to where nothing can be found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.question import LEANS, Asked, end_of
from retrieval.tokens import STOP_WORDS, stemmed, words

_PRONOUN = r"(?:it|its|they|them|their|he|she|his|him|her|hers)"
_POINTS_BACK = re.compile(
    rf"^\W*(and|but|so|what about|how about|also|then)\b|\b({_PRONOUN}|that|this|those|these|there|one|ones)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^\W*(?:(?:and|but|so|then)\s+)?(?:(?:in|on|at|by|for|from|to|with|under|of)\s+)?"
    r"(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|can|could|will|must|should)\b"
    r"(?!\s+(?:about|in|on|at|by|for|from|with|under|of)\b)",
    re.IGNORECASE,
)
# "Why?", "And when exactly?", "By whom?": nothing but what is asked for.
_BARE = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?P<asks>why|when|where|how|(?:by|for|from|to|with|against)\s+(?:whom|what))"
    r"(?:\s+(?:not|exactly|precisely|so|then))?\W*$",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:on|in|at|for|by|to)\s+)?(?:what|which|when|where|why|how)\b(?:\s+(?:date|day|year|place|court|way))?\s*"
    r"(?=(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b)",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(r"^\W*(?:(?:and|but|so|then|also|what\s+about|how\s+about)\b\W*)+", re.IGNORECASE)
_VERB = re.compile(r"\b(?:say|said|mean|meant|happen(?:ed|s)?)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:one|ones)\b", re.IGNORECASE)
_FEW = 2
_SPEAKER = re.compile(r"^\s*(user|human|customer|agent|assistant|bot|system)\s*:\s*", re.IGNORECASE)
_ASKERS = frozenset({"user", "human", "customer"})
_SHORT = 3  # content words; a question with so few leans on what was said before
_FARTHEST = 3  # turns to go back in search of one that stands alone
_MAX_BEFORE = 250  # characters; more would push what is asked out of what the models read
_POINTING = re.compile(r"\b(this|these|those)\s+((?:[\w’'-]+\s*){1,4})", re.IGNORECASE)
_LOOSE = re.compile(rf"\b{_PRONOUN}\b", re.IGNORECASE)
# "Is it legal to", "how long does it take": this "it" stands for nothing.
_EMPTY_IT = re.compile(r"\bit\s+(?:take|takes|cost|mean|means|(?:\w+\s+){1,2}(?:to|that|if|for)\b)", re.IGNORECASE)


def resolved(question: str, history: Sequence[str]) -> Asked:
    """The question with what it needs of the conversation, whose turns may begin with ``user:`` or ``agent:``.

    A whole question that only points back with a pronoun is read as it is, and searched for with the earlier one. A
    fragment ("and in the UK?") is read together with the question that it varies, and what it names has to be named in
    the answer; one that only asks ("Why?") takes the place of what the earlier question asked with.
    """
    earlier = _turns(history)
    if not earlier or not _leans(question):
        return Asked(question)
    before = _antecedent(earlier)
    bare, opening = _BARE.match(question), _OPENING.match(before)
    if bare and opening:
        return Asked(f"{bare['asks'].capitalize()} {before[opening.end() :]}?")
    if _WHOLE.match(question) and (Asked(question).weights or _VERB.search(question)):
        return Asked(question, before, _named(question, before) if _ONE.search(question) else frozenset())
    return Asked(f"{end_of(before, _MAX_BEFORE)} – {question}", must=_named(question, before))


def stands_alone(question: str) -> bool:
    """Whether a question names what it is about and points to nothing that was said before."""
    return bool(Asked(question).names) and not _POINTS_BACK.search(question)


def dangling(question: str, history: Sequence[str]) -> str | None:
    """The words of a question that point to something which neither it nor the conversation names."""
    said = {stemmed(word) for turn in history for word in words(turn)}
    for match in _POINTING.finditer(question):
        noun = _noun(match[2])
        before = {stemmed(word) for word in words(question[: match.start()])}
        if noun and not {stemmed(word) for word in noun} & (said | before):
            return " ".join((match[1].lower(), *noun))
    loose = None if history else _LOOSE.search(_EMPTY_IT.sub("", question))
    if loose and not Asked(question[: loose.start()]).weights:
        return loose.group().lower()
    return None


def lone(question: str, history: Sequence[str]) -> str | None:
    """A question that opens a conversation with one word, or none that tells, such as "When?"; without its mark."""
    telling = [word for word in words(question) if word not in {"about", *STOP_WORDS}]
    alone = not telling or len(words(question)) == 1
    return question.strip(" ?!.") if alone and not _turns(history) else None


def _turns(history: Sequence[str]) -> list[str]:
    """What the asker said before."""
    found = []
    for turn in history:
        speaker = _SPEAKER.match(turn)
        text = _SPEAKER.sub("", turn).strip()
        if text and (speaker is None or speaker[1].lower() in _ASKERS):
            found.append(text)
    return found


def _named(fragment: str, before: str) -> frozenset[str]:
    """The names in a fragment that the earlier question has not; typed in lower case, its one or two words."""
    plain = _CONNECTIVE.sub("", fragment)
    named = Asked(f"– {plain}").names
    if not named and plain.islower() and len(Asked(plain).weights) <= _FEW:
        named = frozenset(Asked(plain).weights)
    return named - {stemmed(word) for word in words(before)}


def _leans(question: str) -> bool:
    return len(Asked(question).weights) <= _SHORT or bool(_POINTS_BACK.search(question))


def _antecedent(earlier: Sequence[str]) -> str:
    """The last turns, back to one that stands alone."""
    found: list[str] = []
    for turn in reversed(earlier[-_FARTHEST:]):
        found.insert(0, turn.rstrip(" ?.!"))
        if not _leans(turn):
            break
    return LEANS.join(found)


def _noun(behind: str) -> list[str]:
    found = []
    for word in words(behind):
        if word in STOP_WORDS:
            break
        found.append(word)
    return found
