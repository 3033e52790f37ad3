"""Verbs, told by their form: whether one follows, and whether a clause tells of what happened."""

from __future__ import annotations

import re

_NOW = "is|are|has|have|does|do|need|may|might|must|shall|should|will|would|can|could|cannot"
# Past forms that do not end in "ed" and are hardly ever anything else.
_IRREGULAR = """began bought broke brought built came chose drew fell felt found gave got grew held kept knew lost made
met paid ran rose said sat sent shrank sold sought spoke spent stood sued taught threw told took went won wrote
overthrew upheld withdrew""".split()
_PAST = rf"was|were|had|did|{'|'.join(_IRREGULAR)}"
_ED = r"(?!(?:hundred|indeed|speed)\b)\w{2,}ed\b(?!\s+by\b)"  # "injured by": no tense
_FINITE = re.compile(rf"\b(?:{_NOW}|{_PAST}|{_ED})\b")
_TENSE = re.compile(rf"(?<!who )(?<!that )(?<!which )\b(?:(?P<now>{_NOW})|{_PAST}|{_ED})\b")
_FIRST = re.compile(
    r"\s*(?:(?:\w+ly|also|first|later|likewise|never|now|once|still|then)\s+)*(?P<word>[a-z]+)(?P<behind>[^,;:]*)"
)
_THIRD_PERSON = re.compile(r"\w+[^\Wsui]s")
_OBJECT = re.compile(r"\s+(?:the|an?|its|their|his|her|that|no|any)\b")


def begins_with_verb(text: str) -> bool:
    """Whether a text, behind its adverbs, begins with a verb; "sales rose" begins with a noun."""
    first = _FIRST.match(text)
    if first is None:
        return False
    word, behind = first["word"], first["behind"]
    if _FINITE.fullmatch(word):
        return True
    return bool(_THIRD_PERSON.fullmatch(word) and (_OBJECT.match(behind) or not _FINITE.search(behind)))


def tells_of_the_past(text: str) -> bool:
    """Whether the first verb that shows its tense is a past one."""
    shown = _TENSE.search(text)
    return bool(shown and not shown["now"])
