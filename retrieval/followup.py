"""A follow-up, made to stand alone with words from the conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.question import Asked

_POINTS_BACK = re.compile(
    r"^\W*(and|but|so|what about|how about|also|then)\b"
    r"|\b(it|its|they|them|their|that|this|those|these|he|she|his|her|there|one|ones)\b",
    re.IGNORECASE,
)
_SHORT = 3  # content words; a question with so few leans on what was said before


def standalone(question: str, history: Sequence[str]) -> str:
    """The question, with the last earlier one in front when it points back to it."""
    earlier = [turn.strip() for turn in history if turn.strip()]
    if not earlier:
        return question
    few = len(Asked(question).weights) <= _SHORT
    return f"{earlier[-1].rstrip('?')} – {question}" if few or _POINTS_BACK.search(question) else question
