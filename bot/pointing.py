"""Questions that point at a source of the answer above: "what does [2] say?", "show me source 2"."""

from __future__ import annotations

import re

_NOUN = r"(?:source|citation|quote|reference)"
_NUMBER = rf"(?:{_NOUN}\s+(?:no\.?\s*|number\s+|#)?\[?(?P<named>\d{{1,3}})\]?|(?:{_NOUN}\s+)?\[(?P<bare>\d{{1,3}})\])"
_BEFORE = (
    r"(?:(?:and|so|ok|okay|please|can you|could you)[\s,]+)*"
    r"(?:(?:what(?:'s|’s)?(?: (?:does|do|did|is|about|exactly does))?|how about"
    r"|show(?: me)?|open|read|see|where (?:is|does))\s+)?"
    r"(?:what\s+)?(?:the\s+)?"
)
_AFTER = r"(?:\s+(?:say|says|said|come from|stand|exactly|in full|in context|please|to me))*"
_POINTS = re.compile(rf"^[^\w\[]*{_BEFORE}{_NUMBER}{_AFTER}\W*$", re.IGNORECASE)


def pointed_at(text: str) -> int | None:
    """The number of the source that a question is about, None when it asks something else."""
    found = _POINTS.match(text.strip())
    return int(found["named"] or found["bare"]) if found else None
