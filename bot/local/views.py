"""Modals and Home tabs: which are open, for whom, and what may be in them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.local.limits import VIEW_BLOCKS, has_text, is_valid, parsed
from bot.local.model import APP, TEAM, Json, WorkspaceError

_TITLE = 24
_ID = 255
_METADATA = 3000
_BYTES = 250_000
_DEPTH = 3


@dataclass(slots=True)
class View:
    """A modal or a Home tab as one person sees it. ``given`` is what the app sent."""

    id: str
    user: str
    given: Json
    hash: str
    root: str
    previous: str | None = None
    state: Json = field(default_factory=dict)

    def as_json(self, bot_id: str) -> Json:
        """The view as Slack gives it to the app."""
        defaults: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "close": None, "submit": None}
        flags: Json = {"clear_on_close": False, "notify_on_close": False, "title": None}
        own: Json = {"id": self.id, "team_id": TEAM, "app_id": APP, "bot_id": bot_id, "hash": self.hash}
        chain: Json = {"root_view_id": self.root, "previous_view_id": self.previous}
        return {**defaults, **flags, **self.given, **own, **chain, "state": {"values": self.state}}


Observer = Callable[[str], None]


class Views:
    """The views of a workspace. To be used with the workspace's lock held.

    ``observe`` is told the id of the user for whom something has changed.
    """

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._observers: list[Observer] = []
        self._numbers = itertools.count(1)

    def observe(self, observer: Observer) -> None:
        """Call ``observer`` after each change."""
        self._observers.append(observer)

    def modal(self, user: str) -> View | None:
        """The modal on top, if one is open."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        """What was published to somebody's Home tab."""
        return self._homes.get(user)

    def open(self, user: str, given: Json) -> View:
        """Open a modal as the only one."""
        self._stacks[user] = []
        return self._stack(user, given)

    def push(self, user: str, given: Json) -> View:
        """Put a modal on top of the open ones. Raises WorkspaceError: there may be three."""
        stack = self._stacks.get(user) or []
        if not stack:
            raise WorkspaceError("not_found")
        if len(stack) >= _DEPTH:
            raise WorkspaceError("push_limit_reached")
        return self._stack(user, given)

    def publish(self, user: str, given: Json, expected_hash: str = "") -> View:
        """Set somebody's Home tab. Raises WorkspaceError when ``expected_hash`` is not its hash."""
        before = self._homes.get(user)
        if before is not None:
            return self.update(before, given, expected_hash)
        view = self._new(user, given)
        self._homes[user] = view
        self._tell(user)
        return view

    def update(self, view: View, given: Json, expected_hash: str = "") -> View:
        """Change a view. Raises WorkspaceError when ``expected_hash`` is not its hash."""
        if expected_hash and expected_hash != view.hash:
            raise WorkspaceError("hash_conflict")
        view.given, view.hash = given, self._hash()
        kept = {block.get("block_id") for block in given["blocks"]}
        view.state = {block_id: values for block_id, values in view.state.items() if block_id in kept}
        self._tell(view.user)
        return view

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """Raises WorkspaceError when there is none."""
        for view in (*(view for stack in self._stacks.values() for view in stack), *self._homes.values()):
            if view.id == view_id or (external_id and view.given.get("external_id") == external_id):
                return view
        raise WorkspaceError("not_found")

    def close(self, user: str, *, everything: bool = False) -> None:
        """Close the modal on top, or all."""
        stack = self._stacks.get(user) or []
        del stack[0 if everything else -1 :]
        self._tell(user)

    def _stack(self, user: str, given: Json) -> View:
        stack = self._stacks.setdefault(user, [])
        view = self._new(user, given)
        if stack:
            view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        self._tell(user)
        return view

    def _new(self, user: str, given: Json) -> View:
        view_id = f"V{next(self._numbers):08d}"
        return View(view_id, user, given, self._hash(), root=view_id)

    def _hash(self) -> str:
        return f"{next(self._numbers)}.hash"

    def _tell(self, user: str) -> None:
        for observer in self._observers:
            observer(user)


def check_view(value: Any, kind: str) -> Json:
    """Return a view that an app sent, with ids. Raises WorkspaceError with Slack's name for what is wrong."""
    view = parsed(value, "invalid_arguments")
    if not isinstance(view, dict) or view.get("type") != kind:
        raise WorkspaceError("invalid_arguments", f"[ERROR] the view must be a {kind}")
    if len(json.dumps(view).encode()) > _BYTES:
        raise WorkspaceError("view_too_large")
    problems = [*_problems(view)]
    if problems:
        raise WorkspaceError("invalid_arguments", *(f"[ERROR] {problem}" for problem in problems))
    return {**view, "blocks": with_ids(view["blocks"])}


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks with the ids that Slack gives to those that have none."""
    return [_with_ids(block, f"b{place}") for place, block in enumerate(blocks)]


def _with_ids(block: Json, name: str) -> Json:
    block = {"block_id": name, **block}
    if not block["block_id"]:
        block["block_id"] = name
    if "child_blocks" in block:
        block["child_blocks"] = [_with_ids(each, f"{name}.{place}") for place, each in enumerate(block["child_blocks"])]
    return block


def _problems(view: Json) -> list[str]:
    modal, problems = view["type"] == "modal", []
    for name, needed in (("title", modal), ("submit", False), ("close", False)):
        if (needed or view.get(name)) and not has_text(view.get(name), _TITLE, plain=True):
            problems.append(f"{name} must be plain text of 1 to {_TITLE} characters [json-pointer:/view/{name}]")
    for name, limit in (("callback_id", _ID), ("external_id", _ID), ("private_metadata", _METADATA)):
        if len(str(view.get(name) or "")) > limit:
            problems.append(f"must be less than {limit + 1} characters [json-pointer:/view/{name}]")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= VIEW_BLOCKS:
        problems.append(f"between 1 and {VIEW_BLOCKS} items are needed [json-pointer:/view/blocks]")
    else:
        wrong = [place for place, block in enumerate(blocks) if not is_valid(block)]
        problems += [f"invalid block [json-pointer:/view/blocks/{place}]" for place in wrong]
        if modal and not wrong and any(block["type"] == "input" for block in blocks) and not view.get("submit"):
            problems.append("submit is required when an input block is in the view [json-pointer:/view]")
    return problems
