"""Questions that one name answers, and the names that a sentence gives in answer to them.

Only what there is one of can be disputed: a case has one judge, a book may have been read by many. Who sues, supports
or signs may be several, so that two names are no conflict there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.disputes.names import Name, name
from retrieval.disputes.words import looks_like_a_name
from retrieval.tokens import STOP_WORDS, stemmed, words

_COURTS = "court tribunal chamber"
_BODIES = """regulator agency authority company firm bank insurer ministry department commission newspaper university
hospital team party organisation organization publisher manufacturer contractor supplier"""
# Of cities and the like none: one source may name the city, the other its county.
_PLACES = "country state capital"
_PEOPLE = """judge justice magistrate arbitrator mediator lawyer attorney minister senator officer director person
author architect inventor auditor president mayor captain governor doctor professor scientist artist painter"""
_ROLES = "|".join(f"{_COURTS} {_BODIES} {_PLACES} {_PEOPLE}".split())
_KIND = re.compile(
    rf"\b(?:which|what)\s+(?P<role>(?:[a-z-]+\s+)?(?:{_ROLES}))(?P<whose>['’]s)?\b(?!s\b)", re.IGNORECASE
)
_COURT = re.compile(r"\b(?:(?i:court|tribunal|chamber|district|circuit|bench)\b|[A-Z]{3,}\b|[A-Z]\.D\.)")
# "Who is" asks for whoever it is now.
_ASKS_NOW = re.compile(
    r"\b(?:who|what)\s+(?:is|are)\b|\b(?:which|what)\b.*\b(?:is|are|has|have|does|do)\b", re.IGNORECASE
)
_TELLS_OF_THEN = re.compile(
    r"\b(?:was|were|became|had\s+been|served|used\s+to\s+be|until\s+\d{4})\b(?!\s+(?:\w+\s+)?(?:by|to|as)\b)",
    re.IGNORECASE,
)
# "Who is the president", "what is the capital", "who was appointed as arbitrator".
_HOLDER = re.compile(
    r"\b(?:who|what)\s+(?:is|was|became)\s+(?:the|its|their|\w+['’]s)\s+(?P<role>(?:[\w-]+\s+){0,3}?[\w-]+)"
    r"(?=\s+(?:of|in|at|for|on|to)\b|\s*\?|$)"
    r"|\bwho\s+(?:is|was)\s+(?:appointed|named|elected|chosen|assigned)\s+(?:as\s+)?(?P<as>[\w-]+)",
    re.IGNORECASE,
)
# What one alone does.
_ACTS = """wrote authored designed invented discovered painted composed built won chaired chairs presided presides
commanded commands headed heads led leads succeeded replaced bought acquired owns drafted decided heard ruled directed
directs manages""".split()
_WHO_DID = re.compile(rf"\bwho\s+(?:first\s+)?(?P<act>{'|'.join(_ACTS)})\b", re.IGNORECASE)
# "Which bank financed ...": whoever did it, and not whoever it was done to.
_DID = re.compile(
    r"\s+(?:first\s+)?(?!(?:is|was|are|were|has|had|have|does|did|do|will|can|may|must|should|of|in|for|to|that)\b)"
    r"(?P<act>[a-z]+)"
)
_DONE_BY_SEVERAL = frozenset(
    stemmed(verb)
    for verb in """sued sign signed support supported criticised criticized attended joined warned complained said say
    opposed objected looked used use offered offer invoked employs employed helped wants""".split()
)
# A person of such an office is told by its title.
_TITLES = dict.fromkeys(("judge", "justice", "magistrate"), "judge|justice|magistrate") | {
    "senator": "senator|sen", "minister": "minister", "captain": "captain|commander", "mayor": "mayor",
}  # fmt: skip
_NO_ROLE = frozenset("difference reason result purpose case amount number date name status answer problem law".split())

_WORD = r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s[A-Z])|[A-ZÀ-Þ][\w&’'-]*"
_NAME = re.compile(rf"(?:{_WORD})(?:\s+(?:(?:de|la|van|von|der|du|del|di|al|of|for|the)\s+){{0,3}}(?:{_WORD}))*")
_FIRST = re.compile(r"\W{0,2}(?P<word>[\w’'-]+\.?)(?P<name>\s+[A-Z])?")
_SMALL = re.compile(r"^(?:\s+(?:of|for|the))*\s*")
_BESIDE = 16  # characters from a name to its title
_LINKED = re.compile(r"\s+(?:of|for)(?:\s+the)?\s+", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|near|from|on|for|of|against|with|to)\s+(?:the\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:in|at|near|from|of|against|for)\s+(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = re.compile(r"^\s*(?:,|and\b|&|or\b)\s*(?:the\s+)?[A-Z]|^\s+and\s+(?:his|her|its|their|others)\b")
_JOINED_BEFORE = re.compile(r"[A-Z][\w.]*\s+(?:and|or|&)\s+(?:the\s+)?$")
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


@dataclass(frozen=True, slots=True)
class Sought:
    """The one name that a question asks for: by a role ("law firm", "judge") or by what its bearer did ("wrote")."""

    phrase: str = ""
    act: str = ""

    @property
    def role(self) -> str:
        """The noun of the role."""
        return self.phrase.rpartition(" ")[2]

    @property
    def of_a_court(self) -> bool:
        """Whether a court answers."""
        return self.role in _COURTS.split()

    @property
    def of_a_body(self) -> bool:
        """Whether an organisation or a place answers, in whose name "of" may stand."""
        return self.of_a_court or self.role in f"{_BODIES} {_PLACES}".split()


def sought(question: str) -> Sought | None:
    """What name a question asks for; None where it asks for none, or where several may be right."""
    if match := _WHO_DID.search(question):
        return Sought(act=match["act"].lower())
    if match := _KIND.search(question):
        act = None if match["whose"] else _DID.match(question, match.end())
        if act and stemmed(act["act"].lower()) in _DONE_BY_SEVERAL:
            return None
        return Sought(" ".join(match["role"].lower().split()), act["act"].lower() if act else "")
    if match := _HOLDER.search(question):
        phrase = " ".join((match["role"] or match["as"]).lower().split())
        role = phrase.rpartition(" ")[2]
        person = question.lower().lstrip().startswith("who")
        plural = role.endswith("s") and not role.endswith(("ss", "us"))
        if not plural and role not in _NO_ROLE and (person or role in _PLACES.split()):
            return Sought(phrase)
    return None


def names_given(question: str, quote: str) -> list[tuple[tuple[int, int], Name]]:
    """The names in a sentence that can answer the question; none where it gives several together."""
    asked = sought(question)
    if asked is None or (_ASKS_NOW.search(question) and _TELLS_OF_THEN.search(quote)):
        return []
    known = {stemmed(word) for word in words(question)}
    found = [span for match in _NAME.finditer(quote) for span in _spans(quote, match, asked)]
    new = [span for span in found if not {stemmed(word) for word in words(quote[slice(*span)])} <= known]
    answering = [span for span in new if _can_answer(quote, span, asked)]
    if any(_JOINED.match(quote[end:]) or _JOINED_BEFORE.search(quote[:start]) for start, end in answering):
        return []
    titled = [span for span in answering if _bears(quote, span, _TITLES.get(asked.role, asked.role))]
    chosen = titled or ([] if asked.role in _TITLES else answering)
    return [(span, name(quote[slice(*span)])) for span in chosen]


def _spans(quote: str, match: re.Match[str], asked: Sought) -> list[tuple[int, int]]:
    """A name, or the names on both sides of an "of" that is no part of one: "Judge Davila of the Northern District"."""
    start, end = match.span()
    first = _FIRST.match(quote)
    # The first word of a sentence has its capital anyway: "Breach of contract", "Users of Acme".
    if first and start == first.start("word") and not _opens_with_a_name(first):
        start = end - len(_SMALL.sub("", quote[first.end("word") : end]))
    if start >= end or _MONTH.match(quote[start:end]):
        return []
    if asked.of_a_body or asked.act:
        return [(start, end)]
    cuts = [start]
    for link in _LINKED.finditer(quote, start, end):
        cuts += [link.start(), link.end()]
    cuts.append(end)
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _opens_with_a_name(first: re.Match[str]) -> bool:
    word = first["word"]
    return looks_like_a_name(word) or (bool(first["name"]) and word.lower() not in STOP_WORDS)


def _can_answer(quote: str, span: tuple[int, int], asked: Sought) -> bool:
    before = quote[: span[0]]
    if asked.of_a_court and not _COURT.search(quote[slice(*span)]):
        return False
    if asked.act:  # whoever did it stands before the verb, or behind "by"
        act = re.search(rf"\b{stemmed(asked.act)[:4]}\w*", quote, re.IGNORECASE)
        return bool(_BY.search(before)) or ((act is None or span[0] < act.start()) and not _PLACED.search(before))
    return asked.of_a_body or not _ASIDE.search(before)


def _bears(quote: str, span: tuple[int, int], titles: str) -> bool:
    """Whether one of the titles stands in the name or beside it: "Judge Davila", "Davila, the judge"."""
    around = quote[max(0, span[0] - _BESIDE) : span[1] + _BESIDE]
    return bool(titles) and bool(re.search(rf"\b(?:{titles})\b", around, re.IGNORECASE))
