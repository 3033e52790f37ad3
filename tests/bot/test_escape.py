"""Text from outside stays text."""

from __future__ import annotations

import pytest

from bot.escape import clean, clip, escape, link, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("<!channel> <!here> <!everyone>", "&lt;!channel&gt; &lt;!here&gt; &lt;!everyone&gt;"),
        ("<@U1> <#C1> <!subteam^S1>", "&lt;@U1&gt; &lt;#C1&gt; &lt;!subteam^S1&gt;"),
        ("<https://x.example|click>", "&lt;https://x.example|click&gt;"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
        ("<\u200b!channel\u2060>", "&lt;!channel&gt;"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\x00b\x1b[31mc\ud800", "ab[31mc"),
        ("\U000e0041hidden", "hidden"),
        ("```code```", "ˋˋˋcodeˋˋˋ"),
        ("कर्\u200dम می\u200cخواهم", "कर्\u200dम می\u200cخواهم"),
    ],
)
def test_nothing_comes_to_life(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_white_space_is_folded_and_lines_are_kept() -> None:
    assert clean("  one\t two \r\n\n three\u2028four ") == "one two\nthree\nfour"
    assert one_line("one\n two") == "one two"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/a?b=1&c=2", "<https://x.example/a?b=1&amp;c=2|[1]>"),
        ("http://x.example/a|b>c<d`", "<http://x.example/a%7Cb%3Ec%3Cd%60|[1]>"),
        ("javascript:alert(1)", "[1]"),
        ("ftp://x.example/", "[1]"),
        ("https://", "[1]"),
        ("https://[bad/", "[1]"),
        ("https://x.example/a b", "[1]"),
        ("https://x.example/\u202ea", "[1]"),
        ("https://x.example/" + "a" * 2000, "[1]"),
        ("", "[1]"),
    ],
)
def test_only_web_addresses_become_links(url: str, shown: str) -> None:
    assert link(url, "[1]") == shown


def test_a_label_cannot_break_out_of_its_link() -> None:
    assert link("https://x.example", "a>\n<!channel>") == "<https://x.example|a&gt; &lt;!channel&gt;>"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("four words of text", 18, "four words of text"),
        ("four words of text", 17, "four words of…"),
        ("four words of text", 11, "four words…"),
        ("four words of text", 3, "f…"),
        ("a & b & c", 9, "a &amp;…"),
        ("&&&&", 10, "&amp;…"),
        ("word", 1, "…"),
    ],
)
def test_what_is_too_long_is_cut_between_words(text: str, limit: int, shown: str) -> None:
    assert clip(text, limit) == shown


def test_a_cut_counts_what_is_rendered() -> None:
    def linked(text: str) -> str:
        return text.replace("[1]", "<https://x.example|[1]>")

    assert clip("one [1] two [1]", 29, linked) == "one <https://x.example|[1]>…"
    assert clip("one [1] two [1]", 27, linked) == "one…"
