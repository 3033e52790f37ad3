"""The parts that modals are made of."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import PlainTextObject, RichTextBlock
from slack_sdk.models.blocks.block_elements import RichTextElementParts, RichTextSectionElement
from slack_sdk.models.views import View

from bot.escape import clip
from bot.message import Block, section

_TITLE_CHARS = 24
_MAX_BLOCKS = 100
_METADATA_CHARS = 3000


def modal(title: str, blocks: Sequence[Block]) -> View:
    """A modal that is only read."""
    text = PlainTextObject(text=title[:_TITLE_CHARS], emoji=False)
    return View(type="modal", title=text, close=PlainTextObject(text="Close"), blocks=list(blocks)[:_MAX_BLOCKS])


def form(title: str, callback_id: str, about: str, blocks: Sequence[Block]) -> View:
    """A modal that is sent off; ``about`` comes back with it."""
    if len(about) > _METADATA_CHARS:
        raise ValueError("what a modal is about must fit into its metadata")
    return View(
        type="modal",
        title=PlainTextObject(text=title[:_TITLE_CHARS], emoji=False),
        submit=PlainTextObject(text="Send"),
        close=PlainTextObject(text="Cancel"),
        callback_id=callback_id,
        private_metadata=about,
        blocks=list(blocks)[:_MAX_BLOCKS],
    )


def sentence(text: str) -> View:
    """A modal of one plain sentence."""
    return modal("Pincite", [section(clip(text, 3000))])


def passage(before: str, quoted: str, after: str) -> Block:
    """A passage with its quoted words marked. Rich text is no markup: what looks like a mention stays text."""
    pieces = [
        RichTextElementParts.Text(text=before),
        RichTextElementParts.Text(text=quoted, style=RichTextElementParts.TextStyle(bold=True)),
        RichTextElementParts.Text(text=after),
    ]
    shown = [piece for piece in pieces if piece.text]
    return RichTextBlock(elements=[RichTextSectionElement(elements=shown)]).to_dict()
