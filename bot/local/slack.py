"""The local Slack as one thing to hold: say something, and see what is answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from bot.local.acts import Acts
from bot.local.app import App
from bot.local.events import MENTIONS_AND_DIRECT, channel_event, events_for
from bot.local.faults import Faults
from bot.local.interactions import Interactions
from bot.local.model import Channel, Json, Message, User
from bot.local.oauth import OAuth
from bot.local.server import APP_TOKEN, BOT_TOKEN, Call, Server
from bot.local.state import State
from bot.local.traffic import Traffic
from bot.local.triggers import Triggers
from bot.local.views import View
from bot.local.workspace import Workspace

_PATIENCE_SECONDS = 30.0
_LOOK_SECONDS = 0.05
T = TypeVar("T")


class LocalSlack:
    """A Slack workspace on this machine, with one channel and one person to begin with.

    Use it in a ``with`` block. ``subscriptions`` are the event types that the app asks for in its manifest,
    ``app`` is what else is in it. ``seconds`` is how long the app has to acknowledge what somebody did, and for
    how long it may open a view after it.
    """

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN

    def __init__(
        self,
        subscriptions: frozenset[str] = MENTIONS_AND_DIRECT,
        port: int = 0,
        channel: str = "general",
        app: App | None = None,
        seconds: float = 3.0,
        *,
        admin: bool = False,
    ) -> None:
        self.workspace = Workspace()
        self.person = self.workspace.add_user("ann", is_admin=admin)
        self.general = self.workspace.add_channel(channel, self.person)
        self.subscriptions = subscriptions
        self.app = app or App()
        self.state = State(self.workspace, Triggers(seconds))
        self._server = Server(self.state, port)
        self.acts = Acts(self._server, self.tell)
        self._bodies: dict[str, list[Json]] = {}
        self.workspace.observe(self._deliver)
        self.workspace.observe_channels(self._deliver_of_channel)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()

    def extend(self, install: Callable[[web.Application], None]) -> None:
        """Serve more than Slack's own addresses; to be called before the ``with`` block."""
        self._server.extensions.append(install)

    @property
    def address(self) -> str:
        """Where the server of this workspace is."""
        return self._server.address

    @property
    def api_url(self) -> str:
        """What ``SLACK_API_URL`` must be to reach this workspace."""
        return self._server.api_url

    @property
    def mention(self) -> str:
        """The bot's name as it stands in a message."""
        return f"<@{self.workspace.bot.id}>"

    @property
    def direct(self) -> Channel:
        """The direct messages between the first person and the bot."""
        return self.workspace.direct(self.person)

    @property
    def faults(self) -> Faults:
        """Where failures are ordered."""
        return self._server.faults

    @property
    def oauth(self) -> OAuth:
        """Where the app is installed in this workspace, or in another."""
        return self._server.oauth

    def grant(self, scopes: frozenset[str]) -> None:
        """Let Slack say that the bot's token has these scopes."""
        self._server.scopes = scopes

    @property
    def interactions(self) -> Interactions:
        """What is sent for what people do."""
        return self._server.interactions

    @property
    def traffic(self) -> Traffic:
        """What went between the workspace and the app."""
        return self._server.traffic

    @property
    def calls(self) -> list[Call]:
        """Every call of the Web API so far, in order."""
        with self.workspace.changed:
            return list(self._server.calls)

    @property
    def acknowledged(self) -> int:
        """How many deliveries the app has acknowledged."""
        return len(self._server.hub.acknowledged)

    @property
    def connections(self) -> int:
        """How many sockets the app has opened so far."""
        return self._server.hub.opened

    def say(self, channel: Channel, user: User, text: str, thread_ts: str | None = None) -> str:
        """Let somebody say something; return its ts. The app is told as Slack would tell it."""
        return self.workspace.post(user, channel.id, text, thread_ts=thread_ts).ts

    def redeliver(self, ts: str, times: int = 1) -> None:
        """Deliver the events of a message again, as Slack does when it thinks that they were lost."""
        for attempt in range(1, times + 1):
            for body in self._bodies[ts]:
                self._server.do(self._server.hub.deliver(body, attempt))

    def drop_sockets(self) -> None:
        """Close the app's connections."""
        self._server.do(self._server.hub.drop())

    def replies(self, channel: Channel, ts: str) -> list[Message]:
        """What the bot has said in the thread of a message."""
        thread = (message for message in self.workspace.messages(channel.id) if message.root == ts)
        return [message for message in thread if message.user == self.workspace.bot]

    def wait_for_reply(self, channel: Channel, ts: str, count: int = 1) -> Message:
        """Wait until the bot has said ``count`` things in a thread; return the last. Raises TimeoutError."""
        self.wait_until(lambda: len(self.replies(channel, ts)) >= count)
        return self.replies(channel, ts)[-1]

    def wait_until(self, condition: Callable[[], bool], seconds: float = _PATIENCE_SECONDS) -> None:
        """Wait until something is the case. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        with self.workspace.changed:
            while not condition():
                if time.monotonic() > deadline:
                    raise TimeoutError(f"not so within {seconds:g} seconds")
                # Sockets and acknowledgements change without a message, so it is looked at now and then too.
                self.workspace.changed.wait(_LOOK_SECONDS)

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        """Carry out one of the ``acts`` and wait for it; not to be called in the server's own loop."""
        return self._server.do(act)

    def modal(self, user: User | None = None) -> View | None:
        """The modal that somebody sees, if any."""
        with self.workspace.changed:
            return self.state.views.modal((user or self.person).id)

    def tell(self, body: Json) -> None:
        """Deliver an event if the app subscribed to it."""
        if body["event"]["type"] in self.subscriptions | self.app.events:
            self._server.soon(self._server.hub.deliver(body))

    def _deliver_of_channel(self, change: str, channel: Channel) -> None:
        if change != "prompts":
            self.tell(channel_event(self.workspace, change, channel))

    def _deliver(self, change: str, message: Message) -> None:
        for body in events_for(self.workspace, change, message, self.subscriptions | self.app.events):
            self._bodies.setdefault(message.ts, []).append(body)
            self._server.soon(self._server.hub.deliver(body))
