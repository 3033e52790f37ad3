"""What can be pressed beneath an answer. Every button carries the answer's id, so that it works after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextActionsBlock,
    FeedbackButtonsElement,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject, PlainTextObject

from bot.escape import one_line
from bot.message import Block
from retrieval.answer import Answer, Citation, Status

SHOW_QUOTE = "show_quote"
WHY = "why_this_answer"
KEEP = "keep_up_to_date"
ASK_A_PERSON = "ask_a_person"
FEEDBACK = "feedback"
GOOD, BAD = "good", "bad"

_OPTION_CHARS = 45  # Slack takes 75, but many of them leave less room for quotes
_MAX_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered beneath an answer besides its quotes and why it is so."""

    keeping: bool = False
    person: bool = False
    feedback: bool = True


def row(answer: Answer, offers: Offers) -> tuple[Block, ...]:
    """The blocks with everything that can be pressed beneath this answer."""
    sources = answer.nearest if answer.status is Status.NOT_FOUND else answer.citations
    elements = [*_quotes(answer.id, sources)]
    if answer.status is not Status.UNCLEAR:
        elements.append(_button(WHY, "Why this answer?", answer.id))
    if offers.person and answer.status is Status.NOT_FOUND:
        elements.append(_button(ASK_A_PERSON, "Ask a person", answer.id, style="primary"))
    if offers.keeping and answer.status is not Status.UNCLEAR:
        elements.append(_button(KEEP, "Keep this answer up to date", answer.id))
    blocks = [ActionsBlock(elements=elements).to_dict()] if elements else []
    if offers.feedback:
        blocks.append(ContextActionsBlock(elements=[_thumbs(answer.id)]).to_dict())
    return tuple(blocks)


def named(value: str) -> tuple[str, int]:
    """The answer's id and the citation's number in what a "Show quote" carries."""
    answer_id, _, n = value.partition(":")
    return answer_id, int(n) if n.isdecimal() else 0


def cut(text: str, limit: int) -> str:
    """Plain text in at most so many characters; Slack shows it as it is, so nothing is escaped."""
    text = one_line(text)
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def plain(text: str) -> PlainTextObject:
    """Text that Slack does not read for markup or emoji."""
    return PlainTextObject(text=text, emoji=False)


def _quotes(answer_id: str, sources: Sequence[Citation]) -> list[ButtonElement | StaticSelectElement]:
    """One button for one source, one menu for many: a button for each would bury the answer."""
    if not sources:
        return []
    if len(sources) == 1:
        return [_button(SHOW_QUOTE, "Show quote", f"{answer_id}:{sources[0].n}")]
    options = [
        Option(value=f"{answer_id}:{each.n}", text=plain(cut(f"[{each.n}] {each.title}", _OPTION_CHARS)))
        for each in sources[:_MAX_OPTIONS]
    ]
    return [StaticSelectElement(action_id=SHOW_QUOTE, placeholder=plain("Show quote"), options=options)]


def _button(action_id: str, label: str, value: str, style: str | None = None) -> ButtonElement:
    return ButtonElement(action_id=action_id, text=plain(label), value=value, style=style)


def _thumbs(answer_id: str) -> FeedbackButtonsElement:
    def thumb(label: str, said: str, value: str) -> FeedbackButtonObject:
        return FeedbackButtonObject(text=plain(label), accessibility_label=said, value=f"{answer_id}:{value}")

    return FeedbackButtonsElement(
        action_id=FEEDBACK,
        positive_button=thumb("Helpful", "This answer is helpful", GOOD),
        negative_button=thumb("Not helpful", "This answer is not helpful", BAD),
    )
