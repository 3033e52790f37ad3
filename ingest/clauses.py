"""Where the clause begins that a reference marker closes."""

from __future__ import annotations

import re

from retrieval.markers import MARKER, RUN

# Not the comma in "€40,000" or "January 21, 2025", the colon in "5:25-cv-00709", the dash in "2024–2025".
_BREAK = re.compile(
    r"(?P<comma>,)(?=[\s\[])(?!\s+\d{4}\b)\s*|(?P<stop>;)(?=[\s\[])\s*|:(?=[\s\[])\s*|(?<!\d)[–—]\s*|[–—](?!\d)\s*"
    r"|\s+(?:(?P<joint>and|but)|(?P<which>which)|(?P<while>while|whereas))\s+"
)
_NAME = r"(?:(?:the|an?)\s+)?(?:[A-Z][\w.&'’-]*)(?:\s+(?:(?:of|for|the|de)\s+)*[A-Z][\w.&'’-]*)*"
# "Hong Kong, Belgium and Ireland": names in a row, of which a comma parts two.
_NAMES = re.compile(rf"{_NAME}(?:(?:,?\s+(?:and|or)\s+|,\s+){_NAME})*,?")
_ENDS_IN_MARKER = re.compile(rf"{MARKER.pattern}$")  # what stands before has a reference of its own
_ENDS_IN_NAME = re.compile(r"\b[A-Z][\w.&'’-]*$")
# A verb that is in its place as one; plurals look like verbs in -s, so that only these are known as such.
_VERB = re.compile(
    r"\b(?:(?!(?:based|related|named|located|affiliated|associated|united|limited)\b)[a-z]+ed|am|is|are|was|were"
    r"|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|cannot|\w+n['’]t"
    r"|says?|seeks?|asks|wants|denies|alleges|argues|contends|accuses|calls|gives|goes|keeps|lets|makes|means|remains"
    r"|shows|stays|stops|takes|tells|uses|applies|allows|covers|requires|includes|contains|becomes|holds|lies|stands"
    r"|belongs|became|began|brought|bought|built|chose|came|dealt|drew|fell|felt|fought|found|gave|got|grew|heard|held|hid"
    r"|kept|knew|laid|led|left|lost|made|meant|met|paid|ran|rose|said|saw|sent|sold|sought|spent|spoke|stood|struck|sued"
    r"|taught|threw|told|took|thought|upheld|went|withdrew|withheld|won|wrote)\b"
)
_SUBJECT = re.compile(r"(?:it|he|she|they|we|I|you|this|these|those|there)\b")
_PREDICATE = re.compile(rf"(?:(?:then|not|also|[a-z]+ly)\s+)*{_VERB.pattern}")
# A subject of its own, or the verb of the subject before.
_BEGINS_CLAUSE = re.compile(rf"{_SUBJECT.pattern}|(?:that|who)\b|{_PREDICATE.pattern}")
_PARTICIPLE = re.compile(r"[a-z]+ed\b(?P<short>(?:\s+\S+)?[\"”]?\Z)?")  # "saved answers"; short: "targeted advertising"
_COMMA = re.compile(r",(?!\s*\d)")
_OPENS_WITHIN = re.compile(rf"{_COMMA.pattern}|\b(?:that|who|whose|which|where|because)\b")
_CONTRASTS = re.compile(r"(?:but|yet|whereas|while|although|though|even\s+though|because|so)\b(?!\s+far\b)")
_RELATIVE = re.compile(r"(?:[a-z]+\s+){0,2}(?:who|whom|whose|which|where)\b")
_CONCEDES = re.compile(r"(?:Although|Though|While|Whereas|Because|Since)\b")
_INTRODUCES = re.compile(
    r"(?:(?:and|but)\s+)?(?:according\s+to|after|as|at|before|by|during|for|from|if|in|on|once|under|until|unless|when"
    r"|within)\b",
    re.I,
)
_SAYING = (
    r"(?:says?|said|add(?:s|ed)|allege[sd]|announced|argue[sd]|claim(?:s|ed)|conclude[sd]|explain(?:s|ed)|found|held"
    r"|note[sd]|report(?:s|ed)|ruled|state[sd]|warn(?:s|ed)|writes|wrote)"
)
_SPEAKER = (
    r"(?!(?:and|but|or|so|because|although|though|where)\b)"
    r"(?:(?!(?:is|are|was|were|be|been|has|have|had|not|to|that|who|whose|which|while|whereas)\b)[\w.&'’-]+\s+){1,6}?"
)
# Who says it, behind a comma: "according to Reuters", "the court noted in 2013", "says its help page".
_ATTRIBUTION = re.compile(
    rf",\s+(?:according\s+to\b|as\s+{_SPEAKER}{_SAYING}\b"
    r"|(?:says?|said|writes|wrote)\s+(?=(?:an?|the|its|his|her|their)\b|[A-Z])"
    rf"|{_SPEAKER}(?:{_SAYING}(?=\Z|\s+(?:about|at|in|on|when)\b)|told\s+(?=[A-Z])))"
    r"(?:(?!\bthat\b)[^,;:–—]|,(?=\s+\d))*\Z"
)
# What stands behind a run of markers where nothing more of the sentence comes; its stop may stand before them.
_CLOSED = re.compile(r"[\"”’')*_]*[.!?]|\s*\Z|[^\S\n]*\n(?!\s*[a-z])")
_STOPPED = re.compile(r"[.!?][\"”’')*_]*\Z")
_GOES_ON = re.compile(r"\s*[a-z,;:–—(]")


def clause_start(text: str, start: int, marker_start: int) -> int:
    """Behind the last clause break before the marker; a break right at the marker does not count.

    Where other markers stand in the sentence, each closes but an item of it.
    """
    parts = _parts_clauses if _alone(text, start, marker_start) else _parts_items
    begins, end = start, _attributed(text, start, marker_start)
    for found in _BREAK.finditer(text, start, end):
        if found.end() == marker_start:
            continue
        before, after = text[begins : found.start()].rstrip(), text[found.end() : end].strip()
        if _ENDS_IN_MARKER.search(before) or parts(before, found, after):
            begins = found.end()
    return begins


def _alone(text: str, start: int, marker_start: int) -> bool:
    """Whether the markers here close the sentence and no other stands before them."""
    run = RUN.match(text, marker_start)
    if run is None or MARKER.search(text, start, marker_start):
        return False
    stopped = _STOPPED.search(text[start:marker_start].rstrip()) and not _GOES_ON.match(text, run.end())
    return bool(stopped or _CLOSED.match(text, run.end()))


def _attributed(text: str, start: int, marker_start: int) -> int:
    """Where an attribution begins that ends at the marker: it belongs to what stands before it."""
    found = _ATTRIBUTION.search(text[start:marker_start].rstrip(' \t\n.!?"”'))
    if found is None or _ENDS_IN_MARKER.search(text[start : start + found.start()]):
        return marker_start
    return start + found.start()


def _parts_items(before: str, found: re.Match[str], after: str) -> bool:
    """Whether a break parts two statements or items of a row, and not two nouns or names of one."""
    if found["comma"]:
        return not (_introduces(before, after) or (_ENDS_IN_NAME.search(before) and _NAMES.fullmatch(after)))
    if not found["joint"] or _BEGINS_CLAUSE.match(after):
        return True
    return _has_verb(before) and _has_verb(after)


def _introduces(before: str, after: str) -> bool:
    """Whether what stands before a comma only says when, where or in what case the rest holds."""
    return bool(_INTRODUCES.match(before)) and not _has_verb(before) and _has_verb(after)


def _parts_clauses(before: str, found: re.Match[str], after: str) -> bool:
    """Whether a break parts two clauses, each with a verb of its own."""
    if found["comma"]:
        return _comma_parts(before, after)
    if found["joint"]:
        return _conjunction_parts(before, after)
    if found["which"]:  # without a comma it says which one is meant
        return False
    return bool(found["stop"] or found["while"]) or (_has_verb(before) and _has_verb(after))


def _comma_parts(before: str, after: str) -> bool:
    if _CONTRASTS.match(after):
        return True
    if _RELATIVE.match(after):  # closed by a comma, it is set into a clause that goes on
        return not _COMMA.search(after)
    if _INTRODUCES.match(before):
        before = "".join(_COMMA.split(before, maxsplit=1)[1:])
    if not _has_verb(before):
        return False
    if after.startswith("and "):
        rest = after.removeprefix("and ")
        return bool(_BEGINS_CLAUSE.match(rest)) or _has_verb(_opening(rest)) or not _COMMA.search(before)
    if _CONCEDES.match(before) or _SUBJECT.match(after):
        return _has_verb(after)
    return bool(_PREDICATE.match(after)) and _has_verb(_COMMA.split(before)[-1])


def _conjunction_parts(before: str, after: str) -> bool:
    participle = _PARTICIPLE.match(after)
    if participle:
        return _has_verb(before) and participle["short"] is None
    if _BEGINS_CLAUSE.match(after):
        return True
    return _has_verb(_OPENS_WITHIN.split(before)[-1]) and _has_verb(_opening(after))


def _opening(clause: str) -> str:
    """A clause without the clauses set into it: "comments that members wrote" has no verb of its own."""
    return _OPENS_WITHIN.split(clause)[0]


def _has_verb(words: str) -> bool:
    return _VERB.search(words) is not None
