"""Text from outside, made harmless for Slack's mrkdwn; and cut to a length."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

ELLIPSIS = "…"
_URL_LIMIT = 2000
_LONGEST = 20_000
# Joiners that spell words and emoji. Other invisible characters only serve to hide or reorder text.
_JOINERS = "\u200c\u200d"
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        # mrkdwn cannot escape a backtick, and a pair of them turns all between, links too, into code.
        "`": "\u02cb",
    }
)
_URL_ESCAPES = str.maketrans({"|": "%7C", "<": "%3C", ">": "%3E", "`": "%60", "&": "&amp;"})


def clean(text: str) -> str:
    """Remove control, invisible and half characters, fold white space, keep line breaks.

    Only the first 20,000 characters are looked at: no message holds more, and a source may hold megabytes.
    """
    lines = (" ".join(line.split()) for line in "".join(filter(_is_visible, text[:_LONGEST])).splitlines())
    return "\n".join(filter(None, lines))


def one_line(text: str) -> str:
    """Clean text and put it on one line."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Clean text and escape it, so that Slack shows it as it is: no mention, link or entity comes to life."""
    return clean(text).translate(_ESCAPES)


def stress(text: str, phrase: str) -> str:
    """Text escaped, with a phrase in bold where it first stands on its own; as it is where bold cannot be written."""
    text, phrase = clean(text), one_line(phrase)
    at = _alone(text, phrase)
    if at < 0:
        return escape(text)
    before, after = text[:at], text[at + len(phrase) :]
    return f"{before.translate(_ESCAPES)}*{phrase.translate(_ESCAPES)}*{after.translate(_ESCAPES)}"


def _alone(text: str, phrase: str) -> int:
    """Where a phrase stands between other words. Slack reads ``*`` as bold only there, and not around another."""
    at = -1
    if phrase and "*" not in phrase:
        while (at := text.find(phrase, at + 1)) >= 0:
            around = text[at - 1 : at] + text[at + len(phrase) : at + len(phrase) + 1]
            if not any(character.isalnum() or character in "*_~" for character in around):
                return at
    return -1


def link(url: str, label: str) -> str:
    """A link in mrkdwn, or only the label, escaped too, when the address is no web address."""
    shown = escape(one_line(label))
    address = url.translate(_URL_ESCAPES)
    return f"<{address}|{shown}>" if len(address) <= _URL_LIMIT and is_web_address(url) else shown


def clip(text: str, limit: int, render: Callable[[str], str] = escape) -> str:
    """Render text in at most ``limit`` characters; if longer, cut between words and end in an ellipsis."""
    if len(text) <= limit and len(shown := render(text)) <= limit:
        return shown
    kept = text[:limit]
    while kept:
        at_word = kept.rfind(" ")
        kept = kept[:at_word] if at_word > 0 else kept[: len(kept) // 2]
        if len(shown := render(kept.rstrip()) + ELLIPSIS) <= limit:
            return shown
    return ELLIPSIS


def is_web_address(url: str) -> bool:
    """Whether this is an http or https address with a host and nothing unprintable in it."""
    if not url.isprintable() or " " in url:
        return False
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.hostname)


def _is_visible(character: str) -> bool:
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return not hidden or character in _JOINERS or character.isspace()
