"""The elements of blocks that a person can use: which there are, their limits, and what using them sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.local.model import Json

_ID = 255
_LABEL = 75
_VALUE = 2000
_URL = 3000

# What the payload of an action says was chosen, by the kind of element.
CHOSEN = {
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "email_text_input": "value",
    "external_select": "selected_option",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "multi_static_select": "selected_options",
    "multi_users_select": "selected_users",
    "number_input": "value",
    "overflow": "selected_option",
    "plain_text_input": "value",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "url_text_input": "value",
    "users_select": "selected_user",
}
_BUTTONS = frozenset({"button", "feedback_buttons", "icon_button"})
_OPTIONS = {"checkboxes": 10, "multi_static_select": 100, "overflow": 5, "radio_buttons": 10, "static_select": 100}
_CONTAINERS = frozenset({"actions", "context_actions"})


def elements_of(block: Json) -> Iterator[Json]:
    """The elements of a block that can be used."""
    inside = block.get("elements") or [] if block.get("type") in _CONTAINERS else []
    for element in (*inside, block.get("accessory"), block.get("element"), *(block.get("actions") or [])):
        if isinstance(element, dict) and element.get("type") != "image":
            yield element


def is_valid_element(element: Json) -> bool:
    """Whether Slack takes this element."""
    kind = element.get("type")
    if kind not in _BUTTONS and kind not in CHOSEN:
        return False
    if len(str(element.get("action_id") or "")) > _ID:
        return False
    if kind in _OPTIONS and not _options_are_valid(element, _OPTIONS[kind]):
        return False
    if kind == "feedback_buttons":
        return all(_is_button(element.get(name)) for name in ("positive_button", "negative_button"))
    return kind != "button" or _is_button(element)


def chosen(element: Json, choice: Any) -> Json:
    """The part of an action, or of a view's state, that says what was chosen or typed.

    ``choice`` is the value of an option, a list of such, an id, a date or text; None is nothing.
    """
    kind = str(element["type"])
    if kind == "button":
        return {name: element[name] for name in ("text", "value", "style") if name in element}
    if kind == "feedback_buttons":
        button = element["positive_button" if choice in {None, "positive"} else "negative_button"]
        return {"text": button["text"], "value": button.get("value", "")}
    if kind == "icon_button":
        return {"value": element.get("value", "")}
    name = CHOSEN[kind]
    if name == "selected_option":
        return {name: next(iter(_picked(element, [choice])), None)}
    if name == "selected_options":
        return {name: _picked(element, choice or [])}
    return {name: choice if choice is not None or not name.endswith("s") else []}


def initial(element: Json) -> Any:
    """What is chosen in an element that nobody has touched, as ``chosen`` takes it."""
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    if "initial_option" in element:
        return element["initial_option"]["value"]
    return next((value for name, value in element.items() if name.startswith("initial_")), None)


def _picked(element: Json, values: list[Any]) -> list[Json]:
    return [option for option in _options(element) if option.get("value") in values]


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group.get("options") or [])]


def _options_are_valid(element: Json, most: int) -> bool:
    options = _options(element)
    return 1 <= len(options) <= most and all(_is_option(option) for option in options)


def _is_option(option: Json) -> bool:
    return _is_label(option.get("text")) and 1 <= len(str(option.get("value") or "")) <= 150


def _is_button(button: object) -> bool:
    if not isinstance(button, dict) or not _is_label(button.get("text")):
        return False
    return len(str(button.get("value") or "")) <= _VALUE and len(str(button.get("url") or "")) <= _URL


def _is_label(text: object) -> bool:
    return isinstance(text, dict) and 1 <= len(str(text.get("text") or "")) <= _LABEL
