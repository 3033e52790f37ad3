"""Reference markers such as ``[3]``, ``[1, 2]`` or ``[1-3]`` in running text, and text as it is shown without them."""

from __future__ import annotations

import re

# Up to three digits: "[2026] EWHC 12" is a neutral citation. In a list or a range no number is 0, and a range has two
# ends: "[0, 1]" is an interval, "[12-31-24]" a day.
_ITEM = r"[1-9]\d{0,2}(?:\s?[–-]\s?[1-9]\d{0,2})?"
_NUMBERS = rf"\d{{1,3}}|{_ITEM}(?:\s?[,;]\s?{_ITEM})*"
# Behind a marker stands neither "(", which makes it a Markdown link, nor what a number in a blank of a form counts.
_COUNTED = (
    r"[^\S\n]*\n?[^\S\n]*"
    r"(?:%|per\s?cent\b|(?:(?:business|calendar)\s)?(?:days?|weeks?|months?|years?|hours?)\b)"
)
_END = rf"\](?!\(|{_COUNTED})"
MARKER = re.compile(rf"\[({_NUMBERS}){_END}")
RUN = re.compile(rf"(?:\s*\[(?:{_NUMBERS}){_END})+")
# The ">" by which a line of Markdown or of a mail is marked as quoted.
_SIGNS = r"[^\S\n]*(?:>(?!=)[^\S\n]*)+"
_QUOTED = re.compile(rf"(?:^|\n){_SIGNS}")
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_NUMBER = r"[$€£¥]?\.?\d"
_AMOUNT = re.compile(_NUMBER)
# Before a number at the beginning of a line the same ">" may say "more than".
BEFORE_NUMBER = re.compile(rf"\n{_SIGNS}{_NUMBER}")
_LONGEST_RANGE = 50


def shown(text: str) -> str:
    """The text as a quote: markers and the ``>`` of quoted lines removed, white space folded."""
    return " ".join(unquoted(RUN.sub("", text)).split())


def masked(text: str) -> str:
    """The text with what ``shown`` leaves out blanked, every other character at its old offset."""
    return unquoted(MARKER.sub(lambda match: " " * len(match.group()), text))


def unquoted(text: str) -> str:
    """The text with the ``>`` of quoted lines blanked.

    Before a number it may say "more than". It is a sign of quotation there only when the paragraph's first line, or a
    line that begins with a word, bears it too.
    """
    return PARAGRAPH.sub(_without_quote_signs, text) if ">" in text else text


def _without_quote_signs(paragraph: re.Match[str]) -> str:
    text = paragraph.group()
    signs = list(_QUOTED.finditer(text))
    if not any(sign.start() for sign in signs):  # a sentence that stands on one line may begin with any sign
        return text
    if signs[0].start() and all(_AMOUNT.match(text, sign.end()) for sign in signs):
        return text
    return _QUOTED.sub(lambda sign: sign.group().replace(">", " "), text)


def numbers(marker: str) -> list[str]:
    """The numbers that a marker names: ``1, 3-5`` gives 1, 3, 4 and 5."""
    found: list[str] = []
    for part in re.split(r"[,;]", marker):
        first, _, last = (end.strip() for end in re.sub("–", "-", part).partition("-"))
        in_order = last and 0 < int(last) - int(first) <= _LONGEST_RANGE
        found += map(str, range(int(first), int(last) + 1)) if in_order else filter(None, (first, last))
    return found
