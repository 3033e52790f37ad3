"""What a workspace is made of: people, channels, and what was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEAM = "T0000LOCAL"
APP = "A0000LOCAL"


class WorkspaceError(Exception):
    """Slack's name for why something cannot be done, such as ``channel_not_found``.

    ``details`` are the lines that Slack puts beside ``invalid_arguments``.
    """

    def __init__(self, error: str, *details: str) -> None:
        super().__init__(error)
        self.details = details


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the workspace; ``bot_id`` is set for an app's bot user, ``team`` is another for a guest's."""

    id: str
    name: str
    bot_id: str = ""
    team: str = TEAM
    is_admin: bool = False


@dataclass(slots=True)
class Channel:
    """A channel, or with ``is_im`` the direct messages between a person and the bot."""

    id: str
    name: str
    members: set[str]
    is_im: bool = False
    is_archived: bool = False
    is_private: bool = False
    creator: str = ""
    is_pending: bool = False  # people of another workspace are invited


@dataclass(slots=True)
class Stream:
    """A message in the making. ``mode`` is how its text is sent, ``state`` whether more may come."""

    mode: str = ""
    state: str = "open"  # open, done, expired, stopped
    started: float = 0.0
    written: int = 0  # characters of Markdown so far
    blocks: list[Json] = field(default_factory=list)


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
    status: str = ""  # what the bot says it is doing in this message's thread
    visible_to: str = ""  # of an ephemeral message the one person who sees it
    stream: Stream | None = None
    broadcast: bool = False
    before: Message | None = None  # what it was before it was last changed
    is_tombstone: bool = False  # deleted, but its thread goes on

    @property
    def root(self) -> str:
        """The ts of the message that the thread hangs on: its own when it is no reply."""
        return self.thread_ts or self.ts
