"""``auth.test`` and ``users.*``: who is who."""

from __future__ import annotations

from bot.local.methods.arguments import Method
from bot.local.model import Json, User
from bot.local.state import State


def auth_test(state: State, args: Json) -> Json:
    del args
    bot, workspace = state.workspace.bot, state.workspace
    return {
        "url": "https://local.slack.com/",
        "team": "Local",
        "team_id": workspace.team,
        "user": bot.name,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def info(state: State, args: Json) -> Json:
    return {"user": user_json(state, state.workspace.user(str(args.get("user") or "")))}


def user_json(state: State, user: User) -> Json:
    """A person or a bot as Slack gives them."""
    profile = {"real_name": user.name.title(), "display_name": user.name}
    flags = {"is_bot": bool(user.bot_id), "is_admin": user.is_admin, "is_owner": False, "deleted": False}
    outside = {"is_stranger": True} if user.team != state.workspace.team else {}
    own = {"id": user.id, "team_id": user.team, "name": user.name, "real_name": user.name.title(), "tz": "Etc/UTC"}
    return {**own, **flags, **outside, "profile": profile}


METHODS: dict[str, Method] = {"auth.test": auth_test, "users.info": info}
