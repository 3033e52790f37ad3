"""``pincite doctor``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import SecretStr
from pydantic_settings import BaseSettings
from rich.console import Console
from rich.text import Text

from cli.options import IndexOption
from retrieval.errors import UsageError
from retrieval.settings import Settings, load_settings, shown_url

if TYPE_CHECKING:
    from bot.doctor.finding import Finding
    from bot.settings import BotSettings

_MARKS = {"ok": "✓", "less": "–", "fails": "✗"}
_STYLES = {"ok": "green", "less": "yellow", "fails": "bold red"}


def command(
    index: IndexOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check the set-up: tokens, scopes, connection, index and models; say what each lack costs and how to mend it."""
    # Imported here because Slack's library takes time that only this command should pay.
    from bot.doctor.finding import State

    own = load_settings(index)
    bot, findings = _look(own)
    in_force = {**_shown(own, "PINCITE"), **(_shown(bot, "SLACK") if bot else {})}
    if as_json:
        typer.echo(json.dumps({"checks": [_packed(each) for each in findings], "settings": in_force}, indent=2))
    else:
        _print(findings, in_force)
    if any(each.state is State.FAILS for each in findings):
        raise typer.Exit(1)


def _look(own: Settings) -> tuple[BotSettings | None, list[Finding]]:
    from bot.doctor.finding import Finding, State
    from bot.doctor.names import look_at_names
    from bot.doctor.slack import look_at_slack
    from bot.doctor.sources import look_at_sources
    from bot.settings import read_bot_settings

    names = look_at_names(os.environ, Path(str(Settings.model_config["toml_file"])))
    try:
        bot = read_bot_settings(own.home, own.database_url)
    except UsageError as error:
        wrong = Finding("Slack settings", State.FAILS, str(error).rstrip("."), "mend the environment")
        return None, [wrong, *look_at_sources(own, None), *names]
    return bot, [*look_at_slack(bot), *look_at_sources(own, bot), *names]


def _shown(settings: BaseSettings, prefix: str) -> dict[str, str]:
    """Every setting in force; of a secret only whether it is set."""
    return dict(_values(settings, prefix))


def _values(settings: BaseSettings, prefix: str) -> Iterator[tuple[str, str]]:
    for name in type(settings).model_fields:
        value: Any = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = "set" if value.get_secret_value() else "not set"
        text = "not set" if value is None or value == "" else str(value)
        yield f"{prefix}_{name.upper()}", shown_url(text) if "://" in text else text


def _packed(finding: Finding) -> dict[str, str]:
    return {"what": finding.what, "state": finding.state, "says": finding.says, "mend": finding.mend}


def _print(findings: list[Finding], in_force: dict[str, str]) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for each in findings:
        console.print(
            Text(f"{_MARKS[each.state]} {each.what}: ", style=_STYLES[each.state]).append(each.says, "default")
        )
        if each.mend:
            console.print(f"    to mend it: {each.mend}")
    console.print("\nSettings in force:")
    for name, value in in_force.items():
        console.print(f"  {name} = {value}")
