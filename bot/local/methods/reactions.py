"""``reactions.*``."""

from __future__ import annotations

import re

from bot.local.methods.arguments import Method, message_of
from bot.local.model import Json, WorkspaceError
from bot.local.state import State

_NAME = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")


def add(state: State, args: Json) -> Json:
    message, name = message_of(state, args, "timestamp"), _name(args)
    users = message.reactions.setdefault(name, set())
    if state.workspace.bot.id in users:
        raise WorkspaceError("already_reacted")
    users.add(state.workspace.bot.id)
    state.workspace.tell("reacted", message)
    return {}


def remove(state: State, args: Json) -> Json:
    message, name = message_of(state, args, "timestamp"), _name(args)
    users = message.reactions.get(name, set())
    if state.workspace.bot.id not in users:
        raise WorkspaceError("no_reaction")
    users.remove(state.workspace.bot.id)
    if not users:
        del message.reactions[name]
    state.workspace.tell("reacted", message)
    return {}


def _name(args: Json) -> str:
    name = str(args.get("name") or "").strip(":")
    if not _NAME.fullmatch(name):
        raise WorkspaceError("invalid_name")
    return name


METHODS: dict[str, Method] = {"reactions.add": add, "reactions.remove": remove}
