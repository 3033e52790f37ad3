"""``pincite serve``."""

from __future__ import annotations

from cli.options import IndexOption


def command(index: IndexOption = None) -> None:
    """Answer in Slack."""
    del index
