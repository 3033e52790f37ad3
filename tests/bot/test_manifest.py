"""The manifest asks for what the code uses: no event less, no scope more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.local.events import MENTIONS_AND_DIRECT
from bot.local.slack import LocalSlack
from tests.bot.answers import echo
from tests.bot.asking import settle
from tests.bot.conftest import Serve

ROOT = Path(__file__).parents[2]
SCOPES_OF_EVENTS = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    # Of these only follow-ups in threads, and edits and deletions of questions, are used.
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.mpim": {"mpim:history"},
}
SCOPES_OF_METHODS: dict[str, set[str]] = {
    "assistant.threads.setStatus": {"assistant:write"},
    "chat.appendStream": {"chat:write"},
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.startStream": {"chat:write"},
    "chat.stopStream": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    "conversations.members": {"channels:read", "groups:read", "im:read", "mpim:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history", "mpim:history"},
}
METHODS_IN_CODE = {method: method.replace(".", "_") for method in SCOPES_OF_METHODS}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text("utf-8"))
    return loaded


def test_events_are_those_that_the_listeners_take(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    listeners = {path.stem for path in (ROOT / "bot" / "listeners").glob("[!_]*.py")}
    assert set(events) == SCOPES_OF_EVENTS.keys() >= MENTIONS_AND_DIRECT
    assert {event.split(".")[0] for event in events} == listeners


def test_scopes_are_those_that_events_and_methods_need(manifest: dict[str, Any]) -> None:
    needed = set().union(*SCOPES_OF_EVENTS.values(), *SCOPES_OF_METHODS.values())
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_the_code_calls_the_methods_that_the_scopes_are_for() -> None:
    files = [*(ROOT / "bot").glob("*.py"), *(ROOT / "bot" / "listeners").rglob("*.py")]
    code = "".join(file.read_text("utf-8") for file in files)
    assert all(f".{name}(" in code for name in METHODS_IN_CODE.values())


def test_a_conversation_calls_no_method_beyond_them(slack: LocalSlack, serve: Serve) -> None:
    with serve(echo):
        settle(slack)
    without_scope = {"auth.test", "apps.connections.open"}
    assert {call.method for call in slack.calls} <= SCOPES_OF_METHODS.keys() | without_scope


def test_the_app_is_an_agent_on_a_socket(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["agent_view"]["agent_description"]
    assert "assistant_view" not in manifest["features"]
