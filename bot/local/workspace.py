"""The workspace in memory: people, channels and what was said."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the workspace; ``bot_id`` is set for an app's bot user."""

    id: str
    name: str
    bot_id: str = ""


@dataclass(slots=True)
class Channel:
    """A channel, or with ``is_im`` the direct messages between a person and the bot."""

    id: str
    name: str
    members: set[str]
    is_im: bool = False


@dataclass(slots=True)
class Message:
    """Something said. ``thread_ts`` is None for a message that is not a reply."""

    channel: str
    ts: str
    user: User
    text: str
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    edited: bool = False
    reactions: dict[str, set[str]] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The ts of the message that the thread hangs on: its own when it is no reply."""
        return self.thread_ts or self.ts


class WorkspaceError(Exception):
    """Slack's name for why something cannot be done, such as ``channel_not_found``."""


Observer = Callable[[str, Message], None]


class Workspace:
    """Everything that is said in one workspace. Safe to use from many threads.

    ``observe`` is told of each message with ``posted``, ``changed`` or ``deleted``.
    """

    team = "T0000LOCAL"

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.bot = self.add_user("pincite", is_bot=True)
        self._messages: dict[tuple[str, str], Message] = {}
        self._observers: list[Observer] = []
        self._ticks = itertools.count(1)

    def observe(self, observer: Observer) -> None:
        """Call ``observer`` after each change."""
        self._observers.append(observer)

    def add_user(self, name: str, *, is_bot: bool = False) -> User:
        """Add a person, or another app's bot."""
        with self.changed:
            number = f"{len(self.users):08d}"
            user = User(id=f"U{number}", name=name, bot_id=f"B{number}" if is_bot else "")
            self.users[user.id] = user
            return user

    def add_channel(self, name: str, *members: User) -> Channel:
        """Add a channel with the bot and these people in it."""
        with self.changed:
            people = {self.bot.id, *(member.id for member in members)}
            return self._add(Channel(id=f"C{len(self.channels):08d}", name=name, members=people))

    def direct(self, user: User) -> Channel:
        """The direct messages between a person and the bot, opened when they were not yet."""
        with self.changed:
            pair = {self.bot.id, user.id}
            found = (channel for channel in self.channels.values() if channel.is_im and channel.members == pair)
            new = Channel(id=f"D{len(self.channels):08d}", name="", members=pair, is_im=True)
            return next(found, None) or self._add(new)

    def channel(self, channel_id: str) -> Channel:
        """Raises WorkspaceError when there is none."""
        if channel_id not in self.channels:
            raise WorkspaceError("channel_not_found")
        return self.channels[channel_id]

    def message(self, channel_id: str, ts: str) -> Message:
        """Raises WorkspaceError when there is none."""
        self.channel(channel_id)
        if (channel_id, ts) not in self._messages:
            raise WorkspaceError("message_not_found")
        return self._messages[channel_id, ts]

    def messages(self, channel_id: str) -> list[Message]:
        """All messages of a channel, replies included, oldest first."""
        with self.changed:
            self.channel(channel_id)
            return sorted((m for m in self._messages.values() if m.channel == channel_id), key=lambda m: m.ts)

    def post(
        self,
        user: User,
        channel_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        blocks: list[Json] | None = None,
        metadata: Json | None = None,
    ) -> Message:
        """Say something. Raises WorkspaceError outside one's channels."""
        with self.changed:
            if user.id not in self.channel(channel_id).members:
                raise WorkspaceError("not_in_channel")
            # Ten digits and six, as Slack's: as strings they sort in the order of time.
            ts = f"{int(time.time()):010d}.{next(self._ticks):06d}"
            message = Message(channel_id, ts, user, text, thread_ts, blocks or [], metadata)
            self._messages[channel_id, ts] = message
            self._tell("posted", message)
            return message

    def edit(self, channel_id: str, ts: str, text: str, blocks: list[Json] | None = None) -> Message:
        """Change what a message says."""
        with self.changed:
            message = self.message(channel_id, ts)
            message.text, message.blocks, message.edited = text, blocks or [], True
            self._tell("changed", message)
            return message

    def delete(self, channel_id: str, ts: str) -> None:
        """Take a message back."""
        with self.changed:
            message = self.message(channel_id, ts)
            del self._messages[channel_id, ts]
            self._tell("deleted", message)

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def _tell(self, change: str, message: Message) -> None:
        for observer in self._observers:
            observer(change, message)
        self.changed.notify_all()
