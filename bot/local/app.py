"""What an app says of itself in its manifest, as far as Slack acts on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.local.model import Json


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, with its leading slash."""

    name: str
    description: str = ""
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut in the menu of a message."""

    callback_id: str
    name: str


@dataclass(frozen=True, slots=True)
class App:
    """What Slack shows and delivers for an app. What is not in it, nobody can use."""

    events: frozenset[str] = frozenset()
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home: bool = False
    prompts: tuple[Json, ...] = ()

    @classmethod
    def from_manifest(cls, manifest: Json) -> App:
        """Read a manifest as Slack's app page takes it."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        commands = (
            Command(each["command"], each.get("description", ""), each.get("usage_hint", ""))
            for each in features.get("slash_commands", ())
        )
        shortcuts = (
            Shortcut(each["callback_id"], each["name"])
            for each in features.get("shortcuts", ())
            if each.get("type") == "message" and settings.get("interactivity", {}).get("is_enabled")
        )
        return cls(
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=tuple(commands),
            shortcuts=tuple(shortcuts),
            home=bool(features.get("app_home", {}).get("home_tab_enabled")),
            prompts=tuple(features.get("agent_view", {}).get("suggested_prompts", ())),
        )
