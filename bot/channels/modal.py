"""The modal in which the settings of a channel are edited: what is in it, and reading what was sent off."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.channels.settings import ChannelSettings, unmatched
from bot.escape import clip, one_line
from bot.message import section

CALLBACK = "channel_settings"
_LINES = 3000  # characters that Slack takes of text typed in
_NAMES = 10  # of patterns that match nothing, in an error
_ERROR_CHARS = 300
_GROUP = re.compile(r"S[A-Z0-9]{2,}")
_FLAGS = {
    "unprompted": ("Answer questions that do not mention me", "Only where the sources have an answer."),
    "follow_ups": ("Answer follow-ups in my threads without a mention", "Until somebody else joins in."),
    "feedback": ("Ask whether answers help", "Two buttons beneath each answer."),
}
Errors = dict[str, str]


def settings_view(team: str, channel: str, settings: ChannelSettings) -> dict[str, Any]:
    """The modal for a channel, filled with what holds there."""
    escalation = settings.escalation
    blocks: list[Any] = [
        section(f"What holds in <#{channel}>."),
        _input(
            "documents",
            "Documents",
            _lines(settings.documents),
            "Ids, patterns or folders, one a line: contracts/*. Empty: all.",
        ),
        _input(
            "askers", "Who may ask", UserMultiSelectElement(initial_users=list(settings.askers)), "Empty: everybody."
        ),
        _input(
            "person",
            "Ask a person: whom",
            UserSelectElement(initial_user=_if(escalation, "UW")),
            "Who answers when the sources are silent.",
        ),
        _input("place", "… or in which channel", _channel_select(_if(escalation, "CG"))),
        _input(
            "group",
            "… or which user group",
            PlainTextInputElement(initial_value=_if(escalation, "S")),
            "Its id, such as S0123ABCD.",
        ),
        _input("flags", "Behaviour", _checkboxes(settings)),
    ]
    return View(
        type="modal",
        callback_id=CALLBACK,
        private_metadata=json.dumps({"team": team, "channel": channel}),
        title=PlainTextObject(text="Channel settings"),
        submit=PlainTextObject(text="Save"),
        close=PlainTextObject(text="Cancel"),
        blocks=blocks,
    ).to_dict()


def place_of(view: Mapping[str, Any]) -> tuple[str, str]:
    """The team and the channel whose settings a modal holds."""
    place = json.loads(view["private_metadata"])
    return str(place["team"]), str(place["channel"])


def read_settings(
    view: Mapping[str, Any], doc_ids: Sequence[str] | None, kept: Sequence[str] = ()
) -> tuple[ChannelSettings | None, Errors]:
    """The settings as they were sent off, or what is wrong with them, by the id of the block.

    ``doc_ids`` are the documents that whoever sends them off may see; None where that is not known. What matches none
    of them is wrong, or names could be guessed letter by letter, but for the patterns that are ``kept`` as they were.
    """
    values = {name: each[name] for name, each in view["state"]["values"].items() if name in each}
    person, place, group = (str(_given(values, name) or "") for name in ("person", "place", "group"))
    documents = _split(str(_given(values, "documents") or ""), "\n")
    new = [pattern for pattern in documents if pattern not in kept]
    errors = _errors(new, doc_ids, group.strip(), [name for name in (person, place, group.strip()) if name])
    if errors:
        return None, errors
    flags = {option["value"] for option in _given(values, "flags") or []}
    settings = ChannelSettings(
        documents=documents,
        askers=tuple(_given(values, "askers") or ()),
        escalation=person or place or group.strip(),
        **{name: name in flags for name in _FLAGS},
    )
    return settings, {}


def changes(before: ChannelSettings, after: ChannelSettings) -> list[str]:
    """What differs, in sentences for the channel, already escaped. No ids of documents: not all may know them."""
    told = []
    if before.documents != after.documents:
        told.append(
            "my answers rest on chosen documents only" if after.documents else "my answers rest on all documents"
        )
    if before.askers != after.askers:
        told.append(f"{len(after.askers)} people may ask me" if after.askers else "everybody may ask me")
    if before.escalation != after.escalation:
        told.append(
            "open questions go to somebody else" if after.escalation else "nobody is asked when I have no answer"
        )
    for name, (label, _) in _FLAGS.items():
        if getattr(before, name) != getattr(after, name):
            told.append(f"“{label}” is {'on' if getattr(after, name) else 'off'}")
    return told


def _errors(documents: Sequence[str], doc_ids: Sequence[str] | None, group: str, targets: Sequence[str]) -> Errors:
    errors: Errors = {}
    if doc_ids is not None and (lost := unmatched(documents, doc_ids)):
        errors["documents"] = clip(f"No document matches {', '.join(lost[:_NAMES])}.", _ERROR_CHARS, one_line)
    if group and not _GROUP.fullmatch(group):
        errors["group"] = "The id of a user group begins with S; copy it from the end of the group's address."
    elif len(targets) > 1:
        errors["person"] = "Choose one of the three: a person, a channel or a user group."
    return errors


def _given(values: Mapping[str, Any], name: str) -> Any:
    element = values.get(name) or {}
    keys = ("value", "selected_users", "selected_user", "selected_conversation", "selected_options")
    return next((element[key] for key in keys if element.get(key)), None)


def _split(text: str, separators: str) -> tuple[str, ...]:
    parts = re.split(f"[{separators}]", text)
    return tuple(dict.fromkeys(part for each in parts if (part := one_line(each))))


def _if(target: str, kinds: str) -> str | None:
    return target if target[:1] and target[:1] in kinds else None


def _lines(given: Sequence[str]) -> PlainTextInputElement:
    return PlainTextInputElement(multiline=True, max_length=_LINES, initial_value="\n".join(given) or None)


def _channel_select(chosen: str | None) -> ConversationSelectElement:
    return ConversationSelectElement(
        initial_conversation=chosen, filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    )


def _checkboxes(settings: ChannelSettings) -> CheckboxesElement:
    options = {
        name: Option(value=name, text=PlainTextObject(text=label), description=PlainTextObject(text=more))
        for name, (label, more) in _FLAGS.items()
    }
    chosen = [option for name, option in options.items() if getattr(settings, name)]
    return CheckboxesElement(options=list(options.values()), initial_options=chosen or None)


def _input(name: str, label: str, element: Any, hint: str = "") -> InputBlock:
    element.action_id = name
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        hint=PlainTextObject(text=hint) if hint else None,
        optional=True,
    )
