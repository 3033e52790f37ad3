"""The manifest asks for what the code uses: no event less, no scope more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.listeners.channel import CHANGES, ENDS
from bot.listeners.command import COMMAND
from bot.listeners.shortcut import CALLBACK
from bot.local.events import MENTIONS_AND_DIRECT
from bot.scopes import EVENTS, METHODS, NEEDED, SCOPES

ROOT = Path(__file__).parents[2]
COMMANDS = {"commands"}  # no event or method needs it


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text("utf-8"))
    return loaded


def test_events_are_those_that_the_bot_knows_of(manifest: dict[str, Any]) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == EVENTS.keys() >= MENTIONS_AND_DIRECT
    assert {*CHANGES, *ENDS} <= EVENTS.keys()


def test_every_event_is_listened_to() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot" / "listeners").rglob("*.py"))
    by_bolt = {"app_uninstalled", "tokens_revoked"}  # which removes the installation
    assert all(f'"{event.partition(".")[0]}"' in code for event in EVENTS.keys() - by_bolt)


def test_scopes_are_those_that_events_and_methods_need(manifest: dict[str, Any]) -> None:
    needed = {scope for scopes in (*EVENTS.values(), *METHODS.values()) for scope in scopes}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES.keys() == needed | COMMANDS


def test_the_code_calls_the_methods_that_the_scopes_are_for() -> None:
    files = [path for path in (ROOT / "bot").rglob("*.py") if not {"local", "play"} & set(path.parts)]
    code = "\n".join(path.read_text("utf-8") for path in files if path.name != "scopes.py")
    by_bolt = {"apps.connections.open", "oauth.v2.access"}
    assert [name for name in METHODS.keys() - by_bolt if name.replace(".", "_") not in code] == []


def test_mentions_and_direct_messages_need_three_scopes_alone() -> None:
    scopes = {scope for event in MENTIONS_AND_DIRECT for scope in EVENTS[event]}
    assert NEEDED.keys() == scopes | {"chat:write"}


def test_the_app_is_an_agent_with_a_home_on_a_socket(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True
    assert manifest["features"]["agent_view"]["agent_description"]
    assert "assistant_view" not in manifest["features"]


def test_the_command_and_the_shortcut_are_those_that_are_listened_to(manifest: dict[str, Any]) -> None:
    assert [each["command"] for each in manifest["features"]["slash_commands"]] == [COMMAND]
    assert [(each["type"], each["callback_id"]) for each in manifest["features"]["shortcuts"]] == [
        ("message", CALLBACK)
    ]
