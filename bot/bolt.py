"""Making the Bolt app: for the one workspace of a token, or for all that have installed it."""

from __future__ import annotations

from slack_bolt import App

from bot.clients import repeating_client
from bot.settings import BotSettings
from bot.teams import Teams
from bot.web.installs import Installs


def make_app(settings: BotSettings, teams: Teams) -> App:
    """Make the app, whose listeners run before Slack hears that something came.

    They store what people ask: Slack delivers again whatever a crash or a full disk kept from being stored. What takes
    longer and may be lost, such as opening a modal, they do afterwards.
    """
    secret = settings.signing_secret.get_secret_value()
    if not isinstance(teams, Installs):
        return App(client=teams.of("").reader, signing_secret=secret, process_before_response=True)
    client = repeating_client(settings, None)
    app = App(
        client=client,
        signing_secret=secret,
        process_before_response=True,
        authorize=teams.authorize(client),  # type: ignore[arg-type]  # Bolt takes its own kind too
        oauth_flow=teams.flow(client),
    )
    app.enable_token_revocation_listeners()
    return app
