"""Reference markers such as ``[3]``, ``[1, 2]`` or ``[1-3]`` in running text, and text as it is shown without them."""

from __future__ import annotations

import re

# Up to three digits: "[2026] EWHC 12" is a neutral citation. Not followed by "(": that is a Markdown link. In a list or
# a range no number is 0: "[0, 1]" is an interval.
_NUMBERS = r"\d{1,3}|[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2})+"
MARKER = re.compile(rf"\[({_NUMBERS})\](?!\()")
RUN = re.compile(rf"(?:\s*\[(?:{_NUMBERS})\](?!\())+")
# White space, and with it the ">" by which a line of Markdown or of a mail is marked as quoted.
_QUOTED = r"\n[^\S\n]*(?:>(?!=)[^\S\n]*)+"
SPACE = re.compile(rf"(?:{_QUOTED}|\s)+")
_LONGEST_RANGE = 50


def shown(text: str) -> str:
    """The text as a quote: markers and the ``>`` of quoted lines removed, white space folded."""
    return SPACE.sub(" ", RUN.sub("", text)).strip()


def masked(text: str) -> str:
    """The text with what ``shown`` leaves out blanked, every other character at its old offset."""
    unmarked = MARKER.sub(lambda match: " " * len(match.group()), text)
    return re.sub(_QUOTED, lambda match: match.group().replace(">", " "), unmarked)


def numbers(marker: str) -> list[str]:
    """The numbers that a marker names: ``1, 3-5`` gives 1, 3, 4 and 5."""
    found: list[str] = []
    for part in re.split(r"[,;]", marker):
        first, _, last = (end.strip() for end in re.sub("–", "-", part).partition("-"))
        in_order = last and 0 < int(last) - int(first) <= _LONGEST_RANGE
        found += map(str, range(int(first), int(last) + 1)) if in_order else filter(None, (first, last))
    return found
