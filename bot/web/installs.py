"""The workspaces that have installed the app, in the bot's database; Bolt does the rest of OAuth."""

from __future__ import annotations

import threading
from urllib.parse import urljoin

from slack_bolt.authorization.authorize import InstallationStoreAuthorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store.models import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Engine, desc, select

from bot.clients import Identity, repeating_client, single_client
from bot.scopes import SCOPES
from bot.settings import BotSettings
from bot.teams import NotInstalled, Team
from retrieval.database import reading

_STATE_SECONDS = 600


class Installs:
    """Every workspace that installed the app. Safe to use from many threads and processes."""

    def __init__(self, settings: BotSettings, engine: Engine) -> None:
        self._settings = settings
        self.store = SQLAlchemyInstallationStore(settings.client_id, engine)
        self._states = SQLAlchemyOAuthStateStore(_STATE_SECONDS, engine)
        for tables in (self.store.metadata, self._states.metadata):
            tables.create_all(engine)
        self._engine = engine
        self._lock = threading.Lock()
        self._teams: dict[str, tuple[str, Team]] = {}

    def of(self, team_id: str) -> Team:
        """The workspace with the token that it has now. Raises NotInstalled."""
        bot = self._find(team_id)
        if bot is None or not bot.bot_token:
            raise NotInstalled(f"The app is not installed in the workspace {team_id}.")
        with self._lock:
            token, team = self._teams.get(team_id, ("", None))
            if team is None or token != bot.bot_token:  # Slack gives another every few hours
                team = self._team(bot)
                self._teams[team_id] = (bot.bot_token, team)
            return team

    def flow(self, client: WebClient) -> OAuthFlow:
        """The pages of the installation. ``client`` has no token."""
        secret = self._settings.client_secret.get_secret_value()
        settings = OAuthSettings(
            client_id=self._settings.client_id,
            client_secret=secret,
            scopes=sorted(SCOPES),
            user_scopes=[],
            installation_store=self.store,
            state_store=self._states,
            state_expiration_seconds=_STATE_SECONDS,
            authorization_url=urljoin(self._settings.api_url, "../oauth/v2/authorize"),
        )
        return OAuthFlow(client=client, settings=settings)

    def authorize(self, client: WebClient) -> InstallationStoreAuthorize:
        """Finds the token for each request, and has Slack renew it before it runs out."""
        return InstallationStoreAuthorize(
            logger=self.store.logger,
            installation_store=self.store,
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret.get_secret_value(),
            client=client,  # the one of OAuthSettings knows only Slack's own address
            cache_enabled=True,
        )

    def _team(self, bot: Bot) -> Team:
        identity = Identity(user=str(bot.bot_user_id or ""), bot=str(bot.bot_id or ""))
        token = bot.bot_token
        return Team(single_client(self._settings, token), repeating_client(self._settings, token), identity)

    def _find(self, team_id: str) -> Bot | None:
        # Not by the store's own method, which also wants the enterprise; a claim knows the workspace only.
        bots = self.store.bots
        mine = (bots.c.client_id == self._settings.client_id, bots.c.team_id == team_id, bots.c.bot_token.is_not(None))
        with reading(self._engine) as connection:
            row = connection.execute(select(bots).where(*mine).order_by(desc(bots.c.installed_at)).limit(1)).mappings()
            found = row.first()
        return None if found is None else self.store.build_bot_entity(found)
