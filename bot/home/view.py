"""What the Home tab shows: one person's questions and saved answers, what the sources are, and settings for admins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    DividerBlock,
    HeaderBlock,
    PlainTextObject,
    SectionBlock,
)

from bot.escape import clip, link, one_line
from bot.message import Block, context, section
from bot.render import NOT_ANSWERED
from retrieval.answer import Answer
from retrieval.store import Freshness
from retrieval.watches import Watch

CHANNEL_SETTINGS = "home_channel_settings"
MOST = 10  # of questions and of saved answers: two blocks each at most, within the hundred of a tab
_QUESTION_CHARS = 200
_ANSWER_CHARS = 500
_HOW = (
    "Mention me in a channel, write to me directly, use `/pincite question`, or *Find the answer* in a message's menu."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it is listed; ``url`` leads to where it was asked, if that is known."""

    question: str
    answer: Answer
    url: str = ""


def home_view(
    recent: Sequence[Shown], saved: Sequence[Watch], freshness: Freshness | None, *, settings: bool
) -> dict[str, Any]:
    """The tab for one person; with ``settings`` they may change those of channels."""
    return {"type": "home", "blocks": [*_blocks(recent, saved, freshness, settings=settings)]}


def _blocks(
    recent: Sequence[Shown], saved: Sequence[Watch], freshness: Freshness | None, *, settings: bool
) -> Iterator[Block]:
    yield _header("Your recent questions")
    for shown in recent[:MOST]:
        yield section(_entry(shown))
    if not recent:
        yield section(f"You have not asked anything yet. {_HOW}")
    if saved:
        yield _header("Your saved answers")
        for watch in saved[:MOST]:
            yield section(_entry(Shown(watch.question.question, watch.answer)))
        yield context([f"{len(saved)} saved. You are told when the sources change one."])
    if freshness is not None:
        yield _header("The sources")
        yield section(_sources(freshness))
    if settings:
        yield DividerBlock().to_dict()
        yield _settings()


def _entry(shown: Shown) -> str:
    question = clip(one_line(shown.question), _QUESTION_CHARS, one_line)
    asked = link(shown.url, question)
    heading = asked if "*" in question else f"*{asked}*"  # Slack ends bold at the first asterisk
    return f"{heading}\n{clip(_first_line(shown.answer), _ANSWER_CHARS)}"


def _first_line(answer: Answer) -> str:
    return one_line(answer.answer.split("\n", 1)[0]) or NOT_ANSWERED


def _sources(freshness: Freshness) -> str:
    lines = [f"{freshness.documents:,} documents"]
    if freshness.newest:
        lines.append(f"the newest of {clip(one_line(freshness.newest), 40)}")
    if freshness.ingested:
        lines.append(f"last read on {freshness.ingested[:10]} at {freshness.ingested[11:16]} UTC")
    return ", ".join(lines) + "."


def _settings() -> Block:
    select = ConversationSelectElement(
        action_id=CHANNEL_SETTINGS,
        placeholder=PlainTextObject(text="Choose a channel"),
        filter=ConversationFilter(include=["public", "private"]),
    )
    text = section("*Settings of a channel*: which documents, who may ask, whom to ask instead.")["text"]
    return SectionBlock(text=text, accessory=select).to_dict()


def _header(text: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=text)).to_dict()
