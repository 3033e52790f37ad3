"""What the settings of a channel mean."""

from __future__ import annotations

import pytest

from bot.channels.settings import ChannelSettings, unmatched

DOCUMENTS = ("contracts/a.md", "contracts/old/b.md", "news.md")


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ((), DOCUMENTS),
        (("contracts/",), DOCUMENTS[:2]),
        (("*.md",), DOCUMENTS),
        (("news.md",), ("news.md",)),
        (("contracts/[a-b].md", "new?.md"), ("contracts/a.md", "news.md")),
        (("nothing/",), ()),
        (("News.md",), ()),
    ],
)
def test_patterns_and_folders_say_which_documents_count(patterns: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert ChannelSettings(documents=patterns).scope(DOCUMENTS) == expected


def test_everybody_may_ask_until_somebody_is_named() -> None:
    assert ChannelSettings().may_ask("U1")
    assert ChannelSettings(askers=("U1",)).may_ask("U1")
    assert not ChannelSettings(askers=("U1",)).may_ask("U2")


def test_patterns_without_a_document_are_found() -> None:
    assert unmatched(("contracts/", "lost/", "*.pdf"), DOCUMENTS) == ["lost/", "*.pdf"]
