"""Looking at Slack: the tokens, what they may do, and whether the bot can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clients import NO_CONNECTION, explain, single_client
from bot.doctor.finding import Finding, State
from bot.scopes import EVENTS, NEEDED, SCOPES
from bot.settings import BotSettings, check
from retrieval.errors import UsageError

_ADD = "add the scope under OAuth & Permissions and install the app in the workspace again"
_HEADER = "x-oauth-scopes"


def look_at_slack(settings: BotSettings) -> Iterator[Finding]:
    """Everything that Slack tells with these tokens."""
    try:
        check(settings)
    except UsageError as error:
        yield _failing("Slack settings", error)
        return
    yield Finding("Slack settings", State.OK, "tokens and secrets are there and of the right kind")
    if settings.for_many:
        yield Finding("workspaces", State.OK, "each gives its own token when it installs the app, at /slack/install")
    else:
        yield from _bot_token(settings)
    yield from _connection(settings)


def look_at_scopes(granted: frozenset[str]) -> Iterator[Finding]:
    """What a token may do, beside what the bot asks for in its manifest."""
    missing = [name for name in SCOPES if name not in granted]
    for name in missing:
        state = State.FAILS if name in NEEDED else State.LESS
        yield Finding(f"scope {name}", state, f"missing: {SCOPES[name]}", _ADD)
    if not missing:
        yield Finding("scopes", State.OK, f"all {len(SCOPES)} that manifest.json asks for")
    elif not NEEDED.keys() - granted:
        yield Finding("scopes", State.OK, "enough to answer mentions and direct messages")
    if extra := sorted(granted - SCOPES.keys()):
        says = f"the app may do more than it uses: {', '.join(extra)}"
        yield Finding("manifest drift", State.LESS, says, "take them away under OAuth & Permissions")
    lost = [name for name, scopes in EVENTS.items() if scopes and not granted.intersection(scopes)]
    if lost:
        says = f"cannot arrive without their scopes: {', '.join(lost)}"
        yield Finding("events", State.LESS, says, f"{_ADD}; then subscribe to them under Event Subscriptions")
    else:
        says = "their scopes are there; Slack does not tell which the app subscribes to"
        yield Finding("events", State.OK, f"{says}, so compare Event Subscriptions with manifest.json")


def _bot_token(settings: BotSettings) -> Iterator[Finding]:
    client = single_client(settings, settings.bot_token.get_secret_value())
    try:
        response = client.auth_test()
    except (SlackApiError, *NO_CONNECTION) as error:
        yield _failing("SLACK_BOT_TOKEN", explain(error, "SLACK_BOT_TOKEN", client.base_url))
        return
    yield Finding("SLACK_BOT_TOKEN", State.OK, f"Slack knows the bot as {response['user']} in {response['team']}")
    headers = {name.lower(): value for name, value in response.headers.items()}
    if _HEADER in headers:
        yield from look_at_scopes(frozenset(filter(None, (each.strip() for each in headers[_HEADER].split(",")))))
    else:
        yield Finding("scopes", State.LESS, "Slack does not tell them", "compare them with manifest.json")


def _connection(settings: BotSettings) -> Iterator[Finding]:
    if settings.over_http:
        where = f"Slack must reach port {settings.port} at /slack/events, over https"
        yield Finding("connection", State.OK, f"{where}; the app's page says so when the address is entered there")
        return
    client: WebClient = single_client(settings, None)
    try:
        client.apps_connections_open(app_token=settings.app_token.get_secret_value())
    except (SlackApiError, *NO_CONNECTION) as error:
        yield _failing("connection", explain(error, "SLACK_APP_TOKEN", client.base_url))
    else:
        yield Finding("connection", State.OK, "Socket Mode is on, and SLACK_APP_TOKEN opens it")


def _failing(what: str, error: Exception) -> Finding:
    says, _, mend = str(error).partition(": ")
    return Finding(what, State.FAILS, says, mend.rstrip("."))
