"""What Slack sends when somebody uses a button, a modal, a command or a shortcut."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from bot.local.elements import CHOSEN, chosen, initial
from bot.local.events import as_json
from bot.local.limits import interactive
from bot.local.model import APP, TEAM, Channel, Json, Message, User, WorkspaceError
from bot.local.response_urls import ResponseUrls, Target
from bot.local.state import State
from bot.local.views import View

_TOKEN = "local"  # noqa: S105 - deprecated, and Bolt does not look at it


@dataclass(frozen=True, slots=True)
class Interactions:
    """Builds the payloads, each with a trigger and, where Slack gives one, a response address."""

    state: State
    urls: ResponseUrls

    def block_action(self, user: User, place: Message | View, action_id: str, choice: Any, block_id: str = "") -> Json:
        """Somebody used an element. Raises WorkspaceError when it is not there."""
        blocks = place.blocks if isinstance(place, Message) else place.given["blocks"]
        block, element = _element(blocks, action_id, block_id)
        picked = chosen(element, choice)
        if isinstance(place, View) and element["type"] not in {"button", "icon_button", "feedback_buttons"}:
            place.state.setdefault(block["block_id"], {})[action_id] = {"type": element["type"], **picked}
        action = {"type": element["type"], "action_id": action_id, "block_id": block["block_id"], **picked}
        actions = {"actions": [{**action, "action_ts": f"{time.time():.6f}"}]}
        common = self._common("block_actions", user)
        if isinstance(place, View):
            return {**common, **actions, "container": {"type": "view", "view_id": place.id}, "view": self._view(place)}
        state: Json = {"state": {"values": {}}}
        return {**common, **actions, **state, **self._message(place, Target(place.channel, user.id, place))}

    def shortcut(self, user: User, callback_id: str, message: Message) -> Json:
        """Somebody chose a shortcut in the menu of a message."""
        target = Target(message.channel, user.id, None, message.thread_ts)
        about = self._message(message, target)
        stamps = {"message_ts": message.ts, "action_ts": f"{time.time():.6f}"}
        del about["container"]
        return {**self._common("message_action", user), "callback_id": callback_id, **stamps, **about}

    def command(self, user: User, channel: Channel, command: str, text: str) -> Json:
        """Somebody sent a slash command."""
        place = {"channel_id": channel.id, "channel_name": "directmessage" if channel.is_im else channel.name}
        return {
            "token": _TOKEN,
            "team_id": TEAM,
            "team_domain": "local",
            **place,
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.urls.issue(Target(channel.id, user.id, None)),
            "trigger_id": self.state.triggers.issue(user.id),
        }

    def submission(self, user: User, view: View, values: Json) -> Json:
        """Somebody sent a modal off; ``values`` by action id, for each input that was touched."""
        for block, element in interactive(view.given["blocks"]):
            action_id, known = element["action_id"], view.state.setdefault(block["block_id"], {})
            if action_id in values:
                known[action_id] = {"type": element["type"], **chosen(element, values[action_id])}
            elif action_id not in known and element["type"] in CHOSEN:
                known[action_id] = {"type": element["type"], **chosen(element, initial(element))}
        return {**self._common("view_submission", user), "view": self._view(view), "response_urls": []}

    def closing(self, user: User, view: View, *, cleared: bool) -> Json:
        """Somebody closed a modal."""
        body = {**self._common("view_closed", user), "view": self._view(view), "is_cleared": cleared}
        del body["trigger_id"]
        return body

    def _common(self, kind: str, user: User) -> Json:
        return {
            "type": kind,
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
            "api_app_id": APP,
            "token": _TOKEN,
            "team": {"id": TEAM, "domain": "local"},
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.state.triggers.issue(user.id),
        }

    def _message(self, message: Message, target: Target) -> Json:
        channel = self.state.workspace.channel(message.channel)
        container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
        container["is_ephemeral"] = bool(message.visible_to)
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        about: Json = {
            "channel": {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name},
            "container": container,
            "response_url": self.urls.issue(target),
        }
        if not message.visible_to:
            about["message"] = as_json(message)
        return about

    def _view(self, view: View) -> Json:
        return view.as_json(self.state.workspace.bot.bot_id)


def _element(blocks: list[Json], action_id: str, block_id: str) -> tuple[Json, Json]:
    for block, element in interactive(blocks):
        if element["action_id"] == action_id and block_id in {"", block.get("block_id")}:
            return block, element
    raise WorkspaceError("action_not_found")
