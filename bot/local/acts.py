"""What a person can do besides saying something: press, choose, submit, command, open, stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.local.events import body_of
from bot.local.limits import parsed
from bot.local.model import Channel, Json, Message, User, WorkspaceError
from bot.local.response_urls import Target
from bot.local.server import Server
from bot.local.views import View, check_view


class Acts:
    """Each act sends the app what Slack sends, waits for its acknowledgement and shows what came with it.

    All but ``stop`` and ``open_home`` raise TimeoutError when the app does not acknowledge in time. To be
    awaited in the loop of the server.
    """

    def __init__(self, server: Server, tell: Callable[[Json], None]) -> None:
        self._server = server
        self._state = server.state
        self._workspace = server.workspace
        self._tell = tell

    async def press(
        self, user: User, place: Message | View, action_id: str, choice: Any = None, block_id: str = ""
    ) -> None:
        """Press a button, or choose something. ``choice`` as ``elements.chosen`` takes it; of feedback buttons
        it is ``positive`` or ``negative``. Raises WorkspaceError when there is no such element."""
        with self._workspace.changed:
            payload = self._server.interactions.block_action(user, place, action_id, choice, block_id)
        await self.request("interactive", payload)

    async def submit(self, user: User, values: Json) -> dict[str, str]:
        """Send the modal on top off; ``values`` by action id. Returns the errors that the app shows, by block id.

        Raises WorkspaceError when no modal is open, or when the app answers with a view that Slack refuses.
        """
        with self._workspace.changed:
            view = self._top(user)
            payload = self._server.interactions.submission(user, view, values)
        answer = await self.request("interactive", payload)
        with self._workspace.changed:
            return self._apply(user, view, answer)

    async def close(self, user: User, *, everything: bool = False) -> None:
        """Close the modal on top, or all. The app is told if it asked for that."""
        with self._workspace.changed:
            view = self._top(user)
            payload = self._server.interactions.closing(user, view, cleared=everything)
            self._state.views.close(user.id, everything=everything)
        if view.given.get("notify_on_close"):
            await self.request("interactive", payload)

    async def command(self, user: User, channel: Channel, command: str, text: str) -> None:
        """Send a slash command. Nothing is said in the channel but what the app answers."""
        with self._workspace.changed:
            payload = self._server.interactions.command(user, channel, command, text)
        answer = await self.request("slash_commands", payload)
        if answer.get("text") or answer.get("blocks"):
            with self._workspace.changed:
                self._server.urls.answer(Target(channel.id, user.id, None), answer)

    async def shortcut(self, user: User, callback_id: str, message: Message) -> None:
        """Choose a shortcut in the menu of a message."""
        with self._workspace.changed:
            payload = self._server.interactions.shortcut(user, callback_id, message)
        await self.request("interactive", payload)

    async def open_home(self, user: User, tab: str = "home") -> None:
        """Open the app's Home tab, or with ``messages`` its direct messages."""
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": self._workspace.direct(user).id}
        with self._workspace.changed:
            view = self._state.views.home(user.id)
            if tab == "home" and view is not None:
                event["view"] = view.as_json(self._workspace.bot.bot_id)
        self._tell(body_of(self._workspace, {**event, "tab": tab, "event_ts": f"{time.time():.6f}"}))

    async def stop(self, user: User, message: Message) -> None:
        """Press Slack's own Stop in a message's thread, while the app works there or an answer streams."""
        place = message.channel, message.root
        with self._workspace.changed:
            thread = [each for each in self._workspace.messages(message.channel) if each.root == message.root]
            streams = {each.ts: each.stream for each in thread if each.stream and each.stream.state == "open"}
            if not streams and self._state.sessions.status.get(place) != "processing":
                return
            self._state.sessions.status[place] = "active"
            for stream in streams.values():
                stream.state = "stopped"
            for each in thread:
                if each.ts in {*streams, message.root}:
                    self._workspace.tell("changed" if each.ts in streams else "status", each)
        self._tell(self.stopped(user, message, streams))

    async def request(self, kind: str, payload: Json) -> Json:
        """Send what a person waits for, such as ``interactive``; return what comes with the acknowledgement."""
        return await self._server.hub.request(kind, payload, self._state.triggers.seconds)

    def stopped(self, user: User, message: Message, streams: Iterable[str] = ()) -> Json:
        """The event of a Stop in the thread of a message, in which ``streams`` were open."""
        event: Json = {"type": "agent_session_stopped", "channel": message.channel, "thread_ts": message.root}
        event |= {"user": user.id, "streaming_message_ts": [*streams], "event_ts": f"{time.time():.6f}"}
        return body_of(self._workspace, event)

    def _top(self, user: User) -> View:
        view = self._state.views.modal(user.id)
        if view is None:
            raise WorkspaceError("view_not_found")
        return view

    def _apply(self, user: User, view: View, answer: Json) -> dict[str, str]:
        action = answer.get("response_action")
        if action == "errors":
            return {str(block): str(error) for block, error in (answer.get("errors") or {}).items()}
        if action == "update":
            self._state.views.update(view, check_view(parsed(answer.get("view"), "invalid_arguments"), "modal"))
        elif action == "push":
            self._state.views.push(user.id, check_view(parsed(answer.get("view"), "invalid_arguments"), "modal"))
        elif self._state.views.modal(user.id) is view:
            self._state.views.close(user.id, everything=action == "clear")
        return {}
