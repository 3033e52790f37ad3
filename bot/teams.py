"""The workspaces that the bot is installed in: for each its clients, and who the bot is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from slack_sdk import WebClient

from bot.clients import Identity, identify, repeating_client, single_client
from bot.settings import BotSettings
from retrieval.errors import PinciteError


class NotInstalled(PinciteError):
    """The app is not, or no longer, installed in a workspace, so nothing can be said there."""


@dataclass(frozen=True, slots=True)
class Team:
    """One workspace. ``sender`` tries each call once, ``reader`` repeats what failed."""

    sender: WebClient
    reader: WebClient
    identity: Identity


class Teams(Protocol):
    """Finds workspaces by their id."""

    def of(self, team_id: str) -> Team:
        """The workspace. Raises NotInstalled, PinciteError when Slack cannot be used."""
        ...


class OneTeam:
    """The one workspace whose token the settings hold. Raises as ``identify``."""

    def __init__(self, settings: BotSettings) -> None:
        token = settings.bot_token.get_secret_value()
        reader = repeating_client(settings, token)
        self._team = Team(single_client(settings, token), reader, identify(reader))

    def of(self, team_id: str) -> Team:
        """The same for every id: of a channel shared with others, events carry the other's."""
        del team_id
        return self._team
