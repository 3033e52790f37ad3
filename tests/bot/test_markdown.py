"""Hostile text in standard Markdown."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from bot.markdown import escape, with_links

HOSTILE = [
    "<!channel> <!here> <@U123> <#C1|x> <!subteam^S1> <!date^1^x|y>",
    "[click](https://evil.example) and ![pixel](https://evil.example/p.png)",
    "https://evil.example http://evil.example www.evil.example",
    "<https://evil.example|good> <script>alert(1)</script>",
    "# heading\n- item\n1. one\n> quote\n| a | b |\n=== \n--- \n```\ncode\n```",
    "**bold** *it* _it_ __b__ ~~gone~~ `code` ``two``",
    "\\[x](https://evil.example) \\\\[y](https://evil.example)",
    "[ref]: https://evil.example\n[ref]",
    "&lt;!channel&gt; &amp; &#60;",
    "a\u202eb\u200bc\x07d\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_markup_comes_to_life_and_every_word_is_shown(text: str) -> None:
    shown = MarkdownIt("gfm-like").render(escape(text))
    for tag in (
        "<a",
        "<img",
        "<h",
        "<li",
        "<blockq",
        "<table",
        "<code",
        "<pre",
        "<em",
        "<strong",
        "<s>",
        "<script",
    ):
        assert tag not in shown
    for token in ("<!", "<@", "<#"):
        assert token not in escape(text)


@pytest.mark.parametrize("text", ["Plain words, $1,000 (a lot).", "5 < 6 & 7 > 6", "[see] *this* `code` #1! a|b~c_d"])
def test_a_reader_sees_what_was_written(text: str) -> None:
    inline = MarkdownIt("gfm-like").parseInline(escape(text))[0]
    assert "".join(child.content for child in inline.children or []) == text


def test_numbers_are_linked_to_their_sources_and_to_web_addresses_only() -> None:
    urls = {1: "https://law.example/a_(b)?x=[1]|2", 2: "javascript:alert(1)"}
    assert with_links("One. [1] Two. [2] Three. [7]", urls) == (
        r"One. [\[1\]](https://law.example/a_%28b%29?x=[1]%7C2) Two. \[2\] Three. \[7\]"
    )
