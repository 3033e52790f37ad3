"""Text from outside, made harmless for standard Markdown, which is what Slack shows of a stream.

In the other form of text, mrkdwn, the same characters mean other things: ``bot.escape`` is for that.
"""

from __future__ import annotations

import re

from bot.escape import clean, is_web_address

# Slack looks for its own tokens (<!channel>, <@U…>, <#C…>) also in Markdown; as entities they are text to both.
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SPECIAL = re.compile(r"([\\`*_{}\[\]~|#!])")
_LINE_START = re.compile(r"^(\d{1,9})([.)])|^([-+=])", re.MULTILINE)
# What is an address is made one by Slack unless it is broken up.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|slack)(:)|\b(www)(\.)")
_URL_ESCAPES = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C", "`": "%60"})
_URL_LIMIT = 2000
_MARKER = re.compile(r"\\\[(\d{1,4})\\\]")


def escape(text: str) -> str:
    """Text that Slack shows as it is: no mention, link, image, heading, list or emphasis comes to life."""
    shown = _SPECIAL.sub(r"\\\1", clean(text)).translate(_ENTITIES)
    shown = _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", shown)
    return _ADDRESS.sub(lambda match: f"{match[1] or match[3]}\\{match[2] or match[4]}", shown)


def with_links(text: str, urls: dict[int, str]) -> str:
    """Text escaped, the numbers of its citations linked to these addresses where they are web addresses."""

    def linked(match: re.Match[str]) -> str:
        url = urls.get(int(match[1]), "")
        address = url.translate(_URL_ESCAPES)
        return f"[{match[0]}]({address})" if is_web_address(url) and len(address) <= _URL_LIMIT else match[0]

    return _MARKER.sub(linked, escape(text))
