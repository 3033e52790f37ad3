"""What is wrong with an answer: a reason, the sentence that it is about, and a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import InputBlock, Option, PlainTextInputElement, RadioButtonsElement, StaticSelectElement
from slack_sdk.models.views import View

from bot.buttons import cut, plain
from bot.escape import clip, one_line
from bot.feedback import REASONS, Opinion, Verdict
from bot.message import section
from bot.modals.parts import form
from bot.transcript import Turn
from retrieval.answer import Answer
from retrieval.prose.statements import statements

CALLBACK = "feedback_reasons"
_REASON, _SENTENCE, _NOTE = "reason", "sentence", "note"
_OPTION_CHARS = 75
_MAX_OPTIONS = 100
_NOTE_CHARS = 1000
_QUESTION_CHARS = 1000


def reasons_modal(turn: Turn) -> View:
    """The form behind "Not helpful"."""
    labels = [Option(value=verdict.value, text=plain(label)) for verdict, label in REASONS.items()]
    radio = RadioButtonsElement(action_id=_REASON, options=labels)
    blocks = [
        section(f"About the answer to “{clip(one_line(turn.answer.question), _QUESTION_CHARS)}”"),
        InputBlock(block_id=_REASON, label="Reason", element=radio).to_dict(),
    ]
    if sentences := [*_sentences(turn.answer)][:_MAX_OPTIONS]:
        select = StaticSelectElement(action_id=_SENTENCE, placeholder=plain("The answer as a whole"), options=sentences)
        blocks.append(
            InputBlock(block_id=_SENTENCE, label="Which sentence is it about?", element=select, optional=True).to_dict()
        )
    note = PlainTextInputElement(action_id=_NOTE, multiline=True, max_length=_NOTE_CHARS)
    blocks.append(
        InputBlock(block_id=_NOTE, label="What would be right, if you know?", element=note, optional=True).to_dict()
    )
    return form("What went wrong?", CALLBACK, turn.answer.id, blocks)


def opinion(view: Mapping[str, Any], who: str) -> Opinion:
    """What was sent off. Raises ValueError for a reason that the form does not offer."""
    values = view["state"]["values"]
    sentence = _chosen(values, _SENTENCE)
    return Opinion(
        answer_id=str(view.get("private_metadata") or ""),
        who=who,
        verdict=Verdict(_chosen(values, _REASON)),
        sentence=int(sentence) if sentence.isdecimal() else None,
        note=str((values.get(_NOTE, {}).get(_NOTE, {})).get("value") or "")[:_NOTE_CHARS],
    )


def _sentences(answer: Answer) -> Iterator[Option]:
    """Each sentence of the answer, named by the first source that it cites."""
    told: set[int] = set()
    for statement in statements([answer.answer]):
        number = next((n for n in statement.cited if n not in told), None)
        if number is not None:
            told.add(number)
            yield Option(value=str(number), text=plain(cut(f"[{number}] {statement.text}", _OPTION_CHARS)))


def _chosen(values: Mapping[str, Any], name: str) -> str:
    chosen = values.get(name, {}).get(name, {}).get("selected_option") or {}
    return str(chosen.get("value") or "")
