"""Response addresses: for half an hour and five times the app may answer what somebody did."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass

from bot.local.methods.arguments import content, is_set
from bot.local.model import Json, Message, WorkspaceError
from bot.local.workspace import Workspace

_LIFE_SECONDS = 30 * 60.0
_USES = 5


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: to a person in a channel, or in the place of ``original``."""

    channel: str
    user: str
    original: Message | None
    thread_ts: str | None = None


@dataclass(slots=True)
class _Address:
    target: Target
    issued: float
    uses: int = 0


class ResponseUrls:
    """The addresses that were given out. To be used with the workspace's lock held."""

    def __init__(self, workspace: Workspace) -> None:
        self.base = ""
        self._workspace = workspace
        self._issued: dict[str, _Address] = {}
        self._numbers = itertools.count(1)

    def issue(self, target: Target) -> str:
        """A new address."""
        name = f"{next(self._numbers)}"
        self._issued[name] = _Address(target, time.monotonic())
        return f"{self.base}response/{name}"

    def use(self, name: str, args: Json) -> None:
        """Answer. Raises WorkspaceError."""
        address = self._issued.get(name)
        if address is None or time.monotonic() - address.issued > _LIFE_SECONDS:
            raise WorkspaceError("expired_url")
        if address.uses >= _USES:
            raise WorkspaceError("used_url")
        address.uses += 1
        self.answer(address.target, args)

    def answer(self, target: Target, args: Json) -> None:
        """Show what the app answered. Raises WorkspaceError."""
        original = target.original
        if original is not None and is_set(args, "delete_original"):
            self._workspace.delete(original.channel, original.ts)
            return
        text, blocks = content(args)
        if original is not None and is_set(args, "replace_original"):
            self._workspace.edit(original.channel, original.ts, text, blocks, edited=False)
            return
        # A reply goes to the channel unless the app names the thread, as in Slack.
        thread = args.get("thread_ts") or None
        visible = "" if args.get("response_type") == "in_channel" else target.user
        bot = self._workspace.bot
        self._workspace.post(bot, target.channel, text, thread_ts=thread, blocks=blocks, visible_to=visible)
