"""Connections to Slack's Web API, and what its refusals mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.http_retry.handler import RetryHandler

from bot.settings import BotSettings
from retrieval.errors import PinciteError, UsageError

# What a call raises when Slack cannot be reached, or the answer is lost on the way back.
NO_CONNECTION = (OSError, HTTPException)
_TIMEOUT_SECONDS = 15
_RETRIES = 3
_TEMPORARY = frozenset({"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"})
_BAD_TOKEN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot's own user and bot id, by which it knows its messages."""

    user: str
    bot: str


def repeating_client(settings: BotSettings, token: str | None) -> WebClient:
    """A client that repeats what failed: for calls that do no harm when Slack carries them out twice."""
    return _client(
        settings,
        token,
        [
            ConnectionErrorRetryHandler(max_retry_count=_RETRIES),
            RateLimitErrorRetryHandler(max_retry_count=_RETRIES),
            ServerErrorRetryHandler(max_retry_count=_RETRIES),
        ],
    )


def single_client(settings: BotSettings, token: str | None) -> WebClient:
    """A client that tries once: after a lost reply the caller has to look before it posts again."""
    return _client(settings, token, [])


def identify(client: WebClient) -> Identity:
    """Ask Slack who the bot is. Raises UsageError for a bad token, PinciteError when Slack cannot be used."""
    try:
        response = client.auth_test()
    except (SlackApiError, *NO_CONNECTION) as error:
        raise explain(error, "SLACK_BOT_TOKEN", client.base_url) from error
    return Identity(user=str(response["user_id"]), bot=str(response.get("bot_id") or ""))


def explain(error: Exception, variable: str, address: str) -> PinciteError:
    """Say in one line why Slack could not be used with the token in ``variable``."""
    if not isinstance(error, SlackApiError):
        return PinciteError(f"Slack cannot be reached at {address} ({error}): check the network and SLACK_API_URL.")
    code = error_code(error)
    if code in _BAD_TOKEN:
        return UsageError(
            f"Slack at {address} refuses {variable} ({code}): copy the token again from your app's page"
            " and install the app in the workspace."
        )
    if code == "missing_scope":
        return UsageError(
            f"{variable} lacks a scope: compare your app's scopes with manifest.json and install it again."
        )
    return PinciteError(f"Slack at {address} does not work for {variable} ({code}): try again in a few minutes.")


def error_code(error: SlackApiError) -> str:
    """Slack's name for what went wrong, or the HTTP status where there is no such name."""
    code = error.response.get("error")
    named = isinstance(code, str) and re.fullmatch(r"[a-z0-9_]+", code)
    return str(code) if named else f"HTTP {error.response.status_code}"


def is_refusal(error: SlackApiError) -> bool:
    """Whether Slack understood the call and will not carry it out, however often it is repeated."""
    code = error_code(error)
    return error.response.status_code == 200 and code not in _TEMPORARY and not code.startswith("HTTP")


def retry_after(error: SlackApiError) -> float:
    """How many seconds Slack asks to wait; 0 when it does not say."""
    value = {name.lower(): value for name, value in error.response.headers.items()}.get("retry-after", "")
    return float(value) if str(value).isdigit() else 0.0


def _client(settings: BotSettings, token: str | None, retry_handlers: list[RetryHandler]) -> WebClient:
    return WebClient(
        token=token,
        base_url=settings.api_url,
        timeout=_TIMEOUT_SECONDS,
        retry_handlers=retry_handlers,
    )
