"""The workspace in memory: people, channels and what was said."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from bot.local.model import TEAM, Channel, Json, Message, User, WorkspaceError

Observer = Callable[[str, Message], None]
_TOMBSTONE = "This message was deleted."
ChannelObserver = Callable[[str, Channel], None]


class Workspace:
    """Everything that is said in one workspace. Safe to use from many threads.

    ``observe`` is told of each message with ``posted``, ``changed`` or ``deleted``; with ``status`` when what the
    bot does in its thread has changed, with ``streamed`` when a part of it was added, with ``reacted`` when
    somebody put a reaction on it or took one away. ``observe_channels`` is told
    ``rename``, ``archive``, and ``prompts`` when the app suggests others.
    """

    def __init__(self, team: str = TEAM) -> None:
        self.team = team
        self.changed = threading.Condition(threading.RLock())
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.bot = self.add_user("pincite", is_bot=True)
        self._messages: dict[tuple[str, str], Message] = {}
        self._observers: list[Observer] = []
        self._channel_observers: list[ChannelObserver] = []
        self._ticks = itertools.count(1)

    def observe(self, observer: Observer) -> None:
        """Call ``observer`` after each change of a message."""
        self._observers.append(observer)

    def observe_channels(self, observer: ChannelObserver) -> None:
        """Call ``observer`` after each change of a channel."""
        self._channel_observers.append(observer)

    def add_user(self, name: str, *, is_bot: bool = False, team: str = "", is_admin: bool = False) -> User:
        """Add a person, or another app's bot; with another ``team`` somebody from outside."""
        with self.changed:
            number = f"{len(self.users):08d}"
            user = User(f"U{number}", name, f"B{number}" if is_bot else "", team or self.team, is_admin)
            self.users[user.id] = user
            return user

    def add_channel(self, name: str, *members: User, is_private: bool = False) -> Channel:
        """Add a channel with the bot and these people in it, made by the first of them."""
        with self.changed:
            people = {self.bot.id, *(member.id for member in members)}
            creator = members[0].id if members else self.bot.id
            channel = Channel(f"C{len(self.channels):08d}", name, people, is_private=is_private, creator=creator)
            return self._add(channel)

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

    def is_shared(self, channel: Channel) -> bool:
        """Whether people of another workspace are in it."""
        return bool(self.guests(channel))

    def guests(self, channel: Channel) -> set[str]:
        """The other workspaces whose people are in it."""
        return {self.users[member].team for member in channel.members} - {self.team}

    def user(self, user_id: str) -> User:
        """Raises WorkspaceError when there is none."""
        if user_id not in self.users:
            raise WorkspaceError("user_not_found")
        return self.users[user_id]

    def message(self, channel_id: str, ts: str, *, ephemeral: bool = False) -> Message:
        """Raises WorkspaceError when there is none. Ephemeral ones are found only when asked for."""
        self.channel(channel_id)
        found = self._messages.get((channel_id, ts))
        if found is None or (found.visible_to and not ephemeral):
            raise WorkspaceError("message_not_found")
        return found

    def messages(self, channel_id: str, *, ephemeral: bool = False) -> list[Message]:
        """All messages of a channel, replies included, oldest first."""
        with self.changed:
            self.channel(channel_id)
            here = (each for each in self._messages.values() if each.channel == channel_id)
            return sorted((each for each in here if ephemeral or not each.visible_to), key=lambda each: each.ts)

    def post(
        self,
        user: User,
        channel_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        blocks: list[Json] | None = None,
        metadata: Json | None = None,
        visible_to: str = "",
        broadcast: bool = False,
    ) -> Message:
        """Say something. Raises WorkspaceError outside one's channels, and in archived ones."""
        with self.changed:
            channel = self.channel(channel_id)
            if user.id not in channel.members:
                raise WorkspaceError("not_in_channel")
            if channel.is_archived:
                raise WorkspaceError("is_archived")
            # Ten digits and six, as Slack's: as strings they sort in the order of time.
            ts = f"{int(time.time()):010d}.{next(self._ticks):06d}"
            message = Message(channel_id, ts, user, text, thread_ts, blocks or [], metadata)
            message.visible_to, message.broadcast = visible_to, broadcast
            self._messages[channel_id, ts] = message
            self.tell("posted", message)
            if user == self.bot and (channel_id, message.root) in self._messages:
                self.set_status(channel_id, message.root, "")  # as Slack does when the app has replied
            return message

    def set_status(self, channel_id: str, thread_ts: str, status: str) -> None:
        """Say what the bot does in a thread; nothing when empty."""
        with self.changed:
            message = self.message(channel_id, thread_ts, ephemeral=True)
            if message.status != status:
                message.status = status
                self.tell("status", message)

    def edit(
        self, channel_id: str, ts: str, text: str, blocks: list[Json] | None = None, *, edited: bool = True
    ) -> Message:
        """Change what a message says; ``edited`` is whether it shows that it was."""
        with self.changed:
            message = self.message(channel_id, ts, ephemeral=True)
            message.before = replace(message, before=None)
            message.text, message.blocks, message.edited = text, blocks or [], edited or message.edited
            self.tell("changed", message)
            return message

    def delete(self, channel_id: str, ts: str) -> None:
        """Take a message back. Of one with replies a tombstone stays, as in Slack, and that is a change."""
        with self.changed:
            message = self.message(channel_id, ts, ephemeral=True)
            if any(each.root == ts and each.ts != ts for each in self.messages(channel_id)):
                message.before = replace(message, before=None)
                message.text, message.blocks, message.is_tombstone = _TOMBSTONE, [], True
                self.tell("changed", message)
                return
            del self._messages[channel_id, ts]
            self.tell("deleted", message)

    def rename(self, channel: Channel, name: str) -> None:
        """Give a channel another name."""
        with self.changed:
            channel.name = name
            self.tell_of_channel("rename", channel)

    def archive(self, channel: Channel) -> None:
        """Close a channel for new messages."""
        with self.changed:
            channel.is_archived = True
            self.tell_of_channel("archive", channel)

    def tell(self, change: str, message: Message) -> None:
        """Tell the observers of a change, with ``changed`` held."""
        for observer in self._observers:
            observer(change, message)
        self.changed.notify_all()

    def tell_of_channel(self, change: str, channel: Channel) -> None:
        """Tell the observers of channels, with ``changed`` held."""
        for observer in self._channel_observers:
            observer(change, channel)
        self.changed.notify_all()

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel
