"""Which messages of a channel are questions to anybody who knows, and so to the bot, where the channel wants that.

A bot that answers too much is switched off, so what is not surely a question is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.incoming import Incoming, plain_text

_ADDRESS = re.compile(r"https?://\S+|`[^`]*`|^>.*$", re.MULTILINE)
_TO_SOMEBODY = re.compile(r"<[@!][^>]*>")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ASKS = re.compile(
    r"(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|may|must|should"
    r"|will|would)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_SAID_BY_A_PERSON = frozenset({None, "file_share"})


def read_question(team: str, event: Mapping[str, Any], bot_user: str) -> Incoming | None:
    """Return the question that a message in a channel asks of everybody, or None when it asks none.

    Replies in threads are left to those who talk there.
    """
    if event.get("type") != "message" or event.get("channel_type") == "im" or event.get("bot_id"):
        return None
    if event.get("subtype") not in _SAID_BY_A_PERSON or event.get("thread_ts"):
        return None
    given, channel, ts = str(event.get("text") or ""), str(event.get("channel") or ""), str(event.get("ts") or "")
    if not team or not channel or not ts or _TO_SOMEBODY.search(given):
        return None
    text = plain_text(given, bot_user)
    if not is_question(text):
        return None
    return Incoming(team, channel, ts, ts, text, str(event.get("user") or ""), unprompted=True)


def is_question(text: str) -> bool:
    """Whether words ask something: they end in a question mark, or a sentence among them does and begins so."""
    bare = _ADDRESS.sub(" ", text).strip()
    if len(_WORDS.findall(bare)) < _FEWEST_WORDS:
        return False
    if bare.rstrip(" )\"'”’*_").endswith("?"):
        return True
    sentences = [each for each in re.split(r"(?<=[.!?])\s+", bare) if each]
    return any(each.endswith("?") and _ASKS.match(each) for each in sentences)
