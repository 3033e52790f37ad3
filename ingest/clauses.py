"""Where the clause begins that a reference marker closes."""

from __future__ import annotations

import re

from retrieval.markers import MARKER

# Not the comma in "€40,000" or "January 21, 2025", the colon in "5:25-cv-00709", the dash in "2024–2025".
_BREAK = re.compile(
    r"(?P<comma>,)(?=[\s\[])(?!\s+\d{4}\b)\s*|[;:](?=[\s\[])\s*|(?<!\d)[–—]\s*|[–—](?!\d)\s*"
    r"|\s+(?:(?P<joint>and|but)|which|while|whereas)\s+"
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
    r"|shows|takes|tells|uses|applies|allows|covers|requires|includes|contains|becomes|holds|lies|stands|belongs"
    r"|became|began|brought|bought|chose|came|drew|fell|felt|found|gave|got|grew|heard|held|kept|knew|laid|led|left"
    r"|lost|made|meant|met|paid|ran|rose|said|saw|sent|sold|sought|spoke|stood|sued|taught|told|took|thought|went"
    r"|withdrew|won|wrote)\b"
)
# A subject of its own, or the verb of the subject before.
_BEGINS_CLAUSE = re.compile(
    rf"(?:it|he|she|they|we|I|you|this|these|those|that|who|there)\b|(?:(?:then|not|also|[a-z]+ly)\s+)*{_VERB.pattern}"
)


def clause_start(text: str, start: int, marker_start: int) -> int:
    """Behind the last clause break before the marker; a break right at the marker does not count."""
    begins = start
    for found in _BREAK.finditer(text, start, marker_start):
        if found.end() == marker_start:
            continue
        before, after = text[begins : found.start()].rstrip(), text[found.end() : marker_start].strip()
        if _ENDS_IN_MARKER.search(before) or _parts_clauses(before, found, after):
            begins = found.end()
    return begins


def _parts_clauses(before: str, found: re.Match[str], after: str) -> bool:
    """Whether a break parts two clauses, and not two nouns or names of one."""
    if found.group("comma"):
        return not (_ENDS_IN_NAME.search(before) and _NAMES.fullmatch(after))
    if not found.group("joint") or _BEGINS_CLAUSE.match(after):
        return True
    return _VERB.search(before) is not None and _VERB.search(after) is not None
