"""Which workspace something happened in, as far as the bot's own installation goes."""

from __future__ import annotations

from slack_bolt import BoltContext


def team_of(context: BoltContext) -> str:
    """The id of the workspace in which the app is installed.

    An event from a channel that two workspaces share may come under the id of the other one.
    """
    return str(context.team_id or "")
