"""``views.*``: opening, changing and publishing."""

from __future__ import annotations

from bot.local.methods.arguments import Method, needed
from bot.local.model import Json
from bot.local.state import State
from bot.local.views import View, check_view


def open_view(state: State, args: Json) -> Json:
    user, given = _exchanged(state, args)
    return _shown(state, state.views.open(user, given))


def push(state: State, args: Json) -> Json:
    user, given = _exchanged(state, args)
    return _shown(state, state.views.push(user, given))


def update(state: State, args: Json) -> Json:
    view = state.views.find(str(args.get("view_id") or ""), str(args.get("external_id") or ""))
    given = check_view(args.get("view"), str(view.given["type"]))
    return _shown(state, state.views.update(view, given, str(args.get("hash") or "")))


def publish(state: State, args: Json) -> Json:
    user = state.workspace.user(needed(args, "user_id")[0])
    given = check_view(args.get("view"), "home")
    return _shown(state, state.views.publish(user.id, given, str(args.get("hash") or "")))


def _exchanged(state: State, args: Json) -> tuple[str, Json]:
    (trigger_id,) = needed(args, "trigger_id")
    # The view is looked at first: a refused one does not use the trigger up.
    given = check_view(args.get("view"), "modal")
    return state.triggers.exchange(trigger_id), given


def _shown(state: State, view: View) -> Json:
    return {"view": view.as_json(state.workspace.bot.bot_id)}


METHODS: dict[str, Method] = {
    "views.open": open_view,
    "views.publish": publish,
    "views.push": push,
    "views.update": update,
}
