"""Everything that a method of the Web API can look at and change."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.local.model import Json
from bot.local.triggers import Triggers
from bot.local.views import Views
from bot.local.workspace import Workspace


@dataclass(slots=True)
class Sessions:
    """What the app set for its threads: the state shown for each, its title, and the prompts for a channel."""

    status: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[str, Json] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    """A workspace with what is open in it."""

    workspace: Workspace
    triggers: Triggers
    views: Views = field(default_factory=Views)
    sessions: Sessions = field(default_factory=Sessions)
    doomed_streams: int = 0  # how many of the next streams die before they end
