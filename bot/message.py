"""A message for Slack: the notification's text and the blocks that are shown, both within Slack's limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ContextBlock, MarkdownTextObject, SectionBlock

from bot.escape import clip, one_line

SECTION_CHARS = 3000
NOTIFICATION_CHARS = 300
MAX_BLOCKS = 50
# Slack refuses a message whose blocks come to about 13,200 characters together. It does not say how it
# counts; the length as JSON is the largest of the ways it might.
MAX_CHARS = 13_000

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """``text`` is what notifications and screen readers give; ``blocks`` is what the channel shows."""

    text: str
    blocks: tuple[Block, ...]


def section(mrkdwn: str) -> Block:
    """A paragraph of at most 3,000 characters, already escaped."""
    return SectionBlock(text=_literal(mrkdwn)).to_dict()


def context(lines: Sequence[str]) -> Block:
    """At most ten small grey lines, already escaped."""
    return ContextBlock(elements=[_literal(line) for line in lines]).to_dict()


def notice(sentence: str, beneath: tuple[Block, ...] = ()) -> Message:
    """A message of one plain sentence, with these blocks beneath it."""
    line = one_line(sentence)
    return Message(text=clip(line, NOTIFICATION_CHARS), blocks=(section(clip(line, SECTION_CHARS)), *beneath))


def fits(blocks: Sequence[Block]) -> bool:
    """Whether Slack takes these blocks in one message."""
    return len(blocks) <= MAX_BLOCKS and length(blocks) <= MAX_CHARS


def length(blocks: Sequence[Block]) -> int:
    """How long Slack may find these blocks, in characters."""
    return len(json.dumps(list(blocks), ensure_ascii=False))


def _literal(mrkdwn: str) -> MarkdownTextObject:
    # verbatim: without it Slack makes links and mentions out of what only looks like them.
    return MarkdownTextObject(text=mrkdwn, verbatim=True)
