"""Reference markers such as ``[3]`` in running text, and text as it is shown without them."""

from __future__ import annotations

import re

# Up to three digits: "[2026] EWHC 12" is a neutral citation. Not followed by "(": that is a Markdown link.
MARKER = re.compile(r"\[(\d{1,3})\](?!\()")
RUN = re.compile(r"(?:\s*\[\d{1,3}\](?!\())+")
_SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """The text as a quote: markers removed, white space folded."""
    return _SPACE.sub(" ", RUN.sub("", text)).strip()


def masked(text: str) -> str:
    """The text with each marker blanked out, every other character at its old offset."""
    return MARKER.sub(lambda match: " " * len(match.group()), text)
