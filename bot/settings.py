"""What the bot must be told: two Slack tokens, which Slack, and where it keeps its state."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.escape import is_web_address
from retrieval.database import Place
from retrieval.errors import UsageError

HOME = Path(".pincite")
_STATE = "slack.sqlite"
_TOKENS_PAGE = "https://api.slack.com/apps"


class BotSettings(BaseSettings):
    """Read from ``SLACK_BOT_TOKEN``, ``SLACK_APP_TOKEN``, ``SLACK_API_URL``, ``SLACK_STATE`` and so on.

    With an ``app_token`` the bot opens a socket to Slack; with a ``signing_secret`` instead, Slack calls it on
    ``port``. With ``client_id`` and ``client_secret`` any number of workspaces can install it; without, it serves the
    one of ``bot_token``. ``admins`` are the ids, with commas between them, of people who may change the settings of
    every channel, besides the admins of the workspace.

    ``state`` is the file that remembers which messages have been answered, ``database`` the URL of a PostgreSQL that
    does so in its place; processes that serve one workspace together share it. ``workers`` is how many questions are
    worked on at once. ``drain_seconds`` is how long a stop waits for questions in hand. ``retry_seconds`` is the
    first wait after a failed post, doubled each time. ``adopt_seconds`` is how often an idle worker looks for
    questions left behind by a process that died.

    ``keep_days`` is how long questions and answers are kept for buttons and follow-ups. ``escalate_to`` is the user,
    user group or channel that "Ask a person" turns to, ``digest_channel`` the channel that gets the week's unanswered
    questions; both are ids. ``look_seconds`` is how often the bot looks whether an ingest has changed something.
    """

    model_config = SettingsConfigDict(env_prefix="SLACK_", env_ignore_empty=True, extra="ignore", frozen=True)

    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    port: int = Field(default=3000, ge=0, le=65535)
    admins: str = ""
    api_url: str = "https://slack.com/api/"
    state: Path = HOME / _STATE
    database: SecretStr = SecretStr("")
    workers: int = Field(default=4, ge=1, le=64)
    drain_seconds: float = Field(default=20.0, ge=0)
    retry_seconds: float = Field(default=1.0, gt=0)
    adopt_seconds: float = Field(default=30.0, gt=0)
    keep_days: float = Field(default=90.0, gt=0)
    escalate_to: str = Field(default="", pattern=r"^([CGSUW][A-Z0-9]{2,})?$")
    digest_channel: str = Field(default="", pattern=r"^([CG][A-Z0-9]{2,})?$")
    look_seconds: float = Field(default=30.0, gt=0)

    @property
    def over_http(self) -> bool:
        """Whether Slack calls the bot, rather than the bot Slack."""
        return bool(self.signing_secret.get_secret_value()) and not self.app_token.get_secret_value()

    @property
    def for_many(self) -> bool:
        """Whether workspaces install the bot themselves."""
        return bool(self.client_id)

    @property
    def admin_ids(self) -> frozenset[str]:
        """Who may change the settings of every channel."""
        return frozenset(self.admins.replace(",", " ").split())

    @property
    def place(self) -> Place:
        """Where the bot remembers what it has answered."""
        return self.database.get_secret_value() or self.state


def load_bot_settings(home: Path = HOME, database: SecretStr | None = None) -> BotSettings:
    """Read and check the settings; the state is kept in the ``database``, in ``SLACK_STATE`` or in ``home``.

    Raises UsageError.
    """
    settings = read_bot_settings(home, database)
    check(settings)
    return settings


def state_place(home: Path = HOME, database: SecretStr | None = None) -> Place:
    """Where the bot keeps its state, for what needs no token. Raises UsageError for a setting that is wrong."""
    return read_bot_settings(home, database).place


def read_bot_settings(home: Path = HOME, database: SecretStr | None = None) -> BotSettings:
    """The same, but what is missing or contradicts another setting is not noticed. Raises UsageError."""
    try:
        settings = BotSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(("slack", *map(str, first["loc"]))).upper()
        raise UsageError(f"{name} is wrong: {first['msg']}.") from error
    if "state" not in settings.model_fields_set:
        settings = settings.model_copy(update={"state": home / _STATE})
    if database is not None:
        settings = settings.model_copy(update={"database": database})
    return settings


def check(settings: BotSettings) -> None:
    """Raise UsageError for what is missing, of the wrong kind or contradicts another setting, or for a bad address."""
    if settings.for_many:
        _check_app(settings)
    else:
        _check_token("SLACK_BOT_TOKEN", settings.bot_token, "xoxb-", "OAuth & Permissions > Bot User OAuth Token")
    if settings.over_http:
        _check_secret(settings.signing_secret)
    else:
        _check_token("SLACK_APP_TOKEN", settings.app_token, "xapp-", "Basic Information > App-Level Tokens")
    if not is_web_address(settings.api_url):
        raise UsageError(
            "SLACK_API_URL must be an address such as https://slack.com/api/; leave it out for Slack itself."
        )


def _check_app(settings: BotSettings) -> None:
    where = f"copy it from {_TOKENS_PAGE}, your app, Basic Information > App Credentials"
    if not settings.client_secret.get_secret_value():
        raise UsageError(f"SLACK_CLIENT_ID is set and SLACK_CLIENT_SECRET is not: {where}.")
    if settings.bot_token.get_secret_value():
        raise UsageError(
            "SLACK_CLIENT_ID and SLACK_BOT_TOKEN are both set: leave out the token, which each workspace gives when it"
            " installs the app, or the id to serve one workspace."
        )
    if not settings.over_http:
        raise UsageError(
            "SLACK_CLIENT_ID needs SLACK_SIGNING_SECRET and no SLACK_APP_TOKEN: workspaces install the app over HTTP;"
            f" {where}."
        )


def _check_secret(secret: SecretStr) -> None:
    """With one that is mistyped, whatever Slack sends is taken for somebody else's."""
    value = secret.get_secret_value()
    if not (value.isalnum() and value.isascii()):
        raise UsageError(
            f"SLACK_SIGNING_SECRET is not such a secret, which has letters and digits alone: copy it from "
            f"{_TOKENS_PAGE}, your app, Basic Information > App Credentials > Signing Secret."
        )


def _check_token(variable: str, token: SecretStr, prefix: str, page: str) -> None:
    value = token.get_secret_value()
    where = f"copy it from {_TOKENS_PAGE}, your app, {page}"
    if not value.strip():
        raise UsageError(f"{variable} is not set: {where}.")
    if not value.startswith(prefix) or not value.isascii() or not value.isprintable() or " " in value:
        raise UsageError(f"{variable} is not such a token, which starts with {prefix}: {where}.")
