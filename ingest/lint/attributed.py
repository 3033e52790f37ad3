"""What a source says a lawsuit, a decision or a report is about, and when it says that each was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.lint.article import Statement
from ingest.lint.when import Dated, When, dates
from ingest.lint.wording import content

# Words for one thing: what begins a case, and who speaks through it; or a text that somebody publishes.
_KINDS = {
    "lawsuit": r"lawsuits?|suits?|complaints?|class[ -]actions?|cases?|petitions?|plaintiffs?|claimants?"
    r"|litigation|action|(?-i:[A-Z][\w.]* v\.? [A-Z][\w.]*)",
    "decision": r"decisions?|judge?ments?|rulings?|verdicts?|orders?",
    "report": r"reports?|studies|study|letters?|surveys?|papers?|audits?",
}
_BEGUN = {
    "lawsuit": r"filed|brought|lodged|submitted|sued|begun|started",
    "decision": r"decided|handed down|issued|announced|given|delivered|made",
    "report": r"published|released|issued|sent|submitted",
}
_SAYS = (
    r"alleg\w+|argu\w+|contend\w*|claim(?:s|ed)|says|said|stat(?:es|ed)|describ\w+|accus\w+|object\w*|complain\w*"
    r"|stress\w*|emphasi[sz]\w+|maintain\w*|assert\w*|point\w* out|recount\w*|found|finds|holds|held|concern(?:s|ed)"
    r"|is about|was about|challeng\w+"
)
_NOT_YET = re.compile(
    r"\b(?:will|would|shall|must|should|may|could|plans?|planned|intends?|expects?|deadline)\b"
    r"|\b(?:until|till|by|from|before)\s+$"
)
# The source passes on what somebody else says, and perhaps only to correct it.
_SOMEBODY = re.compile(r"\b(?:according to|reports?|reported|gives?|dates?|disagree|says?|said|no|not|never|again)\b")
_COVERED = 0.9  # of the words of a dated event that a statement of the lawsuit repeats


@dataclass(frozen=True, slots=True)
class Begun:
    """A statement that dates a lawsuit, a decision or a report."""

    kind: str
    noun: str
    when: When
    statement: Statement


@dataclass(frozen=True, slots=True)
class About:
    """A dated event that a lawsuit, a decision or a report is said to be about.

    ``direct`` when the statement that says so gives the date; else another statement dates the same event.
    """

    kind: str
    when: When
    statement: Statement
    direct: bool


def begun(statement: Statement) -> Iterator[Begun]:
    text = statement.text
    for kind, verbs in _BEGUN.items():
        verb = re.search(rf"\b(?:{verbs})\b", text)
        noun = re.search(rf"\b(?:{_KINDS[kind]})(?!\w)", text, re.IGNORECASE)
        if verb is None or (noun is None and verb.group() != "sued") or _SOMEBODY.search(text[: verb.end()]):
            continue
        for dated in dates(text):
            if dated.when and _dates_the_verb(text, verb, dated):
                yield Begun(kind, _named(noun) or kind, dated.when, statement)
                break


def _named(noun: re.Match[str] | None) -> str:
    """A lawsuit's own name as it stands, the word for one in small letters."""
    said = noun.group() if noun else ""
    return said if " v" in said else said.lower()


def _dates_the_verb(text: str, verb: re.Match[str], dated: Dated) -> bool:
    """Whether a date stands with the verb: "filed on D", "On D, she sued"."""
    if re.search(r"\b(?:on|in)\s+(?:\w+day,\s+)?$", text[: dated.start], re.IGNORECASE) is None:
        return False
    if dated.start > verb.end():
        return re.search(r"[;:]|,\s+(?:which|who|after|before)\b|\bthat\b", text[verb.end() : dated.start]) is None
    return re.fullmatch(r"(?:On|In)\s+(?:\w+day,\s+)?", text[: dated.start]) is not None


def about(statement: Statement, others: Sequence[Statement]) -> Iterator[About]:
    for kind, nouns in _KINDS.items():
        told = _told(statement.text, nouns)
        if told is None:
            continue
        start, end = told
        for dated in dates(statement.text):
            inside = start <= dated.start < end
            if inside and dated.when and not _NOT_YET.search(statement.text[start : dated.start]):
                yield About(kind, dated.when, statement, direct=True)
        named = _events_named(statement.text[start:end], [other for other in others if other is not statement])
        # Of several events in these words the first may be meant, so that the later ones prove nothing.
        yield from (About(kind, when, other, direct=False) for when, other in named[:1])


def _told(text: str, nouns: str) -> tuple[int, int] | None:
    """Where the words stand that a statement attributes to a lawsuit, a decision or a report."""
    speaker = re.compile(
        rf"^(?:(?:The|A|This|That|According to the|In the)\s)?(?:[\w'’.-]+\s){{0,5}}?(?:{nouns})\b"
        rf"(?:\s(?:in|of|against|by|about|over|from|for|also|further)\b[^,;]{{0,60}}?)?\s(?:{_SAYS})\b",
        re.IGNORECASE,
    ).match(text)
    if speaker:
        return speaker.end(), len(text)
    named = re.search(rf"\baccording to (?:the |its |their )?(?:{nouns})\b", text, re.IGNORECASE)
    if named:
        return (named.end(), len(text)) if named.start() == 0 else (0, named.start())
    inserted = re.search(rf",\s(?:the )?(?:{nouns})\s(?:{_SAYS})(?:,|\.|$)", text, re.IGNORECASE)
    return (0, inserted.start()) if inserted else None


def _events_named(told: str, others: Sequence[Statement]) -> list[tuple[When, Statement]]:
    """The statements that give a date to an event of which these words speak, the earliest first."""
    repeated = content(told)
    found = [
        (dated.when, other)
        for other in others
        if len(event := content(other.text)) >= 3 and len(event & repeated) >= _COVERED * len(event)
        for dated in dates(other.text)
        if dated.when
    ]
    return sorted(found, key=lambda pair: pair[0])
