"""Looking at the names of settings: a misspelt one does nothing, and nothing else says so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from bot.doctor.finding import Finding, State
from bot.settings import BotSettings
from retrieval.settings import Settings

_PINCITE, _SLACK = "PINCITE_", "SLACK_"
_OWN = {name.upper(): f"{_PINCITE}{name.upper()}" for name in Settings.model_fields}
_BOT = {name.upper(): f"{_SLACK}{name.upper()}" for name in BotSettings.model_fields}
_KNOWN = {**_BOT, **_OWN}


def look_at_names(environment: Mapping[str, str], file: Path) -> Iterator[Finding]:
    """What is named like a setting and is none, in the environment and in a settings file. An empty one is not set."""
    found = [*_in_environment(environment), *_in_file(file)]
    yield from found or [Finding("names of settings", State.OK, "all are known")]


def _in_environment(environment: Mapping[str, str]) -> Iterator[Finding]:
    for name, value in sorted(environment.items()):
        if value and name.upper().startswith((_PINCITE, _SLACK)) and name.upper() not in _KNOWN.values():
            nearest = _nearest(name.upper().partition("_")[2])
            yield _unknown(name, f"write {nearest}" if nearest else "", "unset it, unless another program reads it")


def _in_file(file: Path) -> Iterator[Finding]:
    if not file.is_file():
        return
    for key in tomllib.loads(file.read_text("utf-8")):
        name = key.upper().removeprefix(_PINCITE)  # both ways of writing are read
        if name not in _OWN:
            yield _unknown(f"{key} in {file}", _in_place(_nearest(name)), "take it out")


def _in_place(known: str) -> str:
    """How to set what the file may have meant; the bot's own settings are not read from it."""
    if known.startswith(_SLACK):
        return f"set {known} in the environment"
    return f"write {known.removeprefix(_PINCITE).lower()}" if known else ""


def _nearest(name: str) -> str:
    return next((_KNOWN[near] for near in get_close_matches(name, _KNOWN, 1)), "")


def _unknown(what: str, meant: str, otherwise: str) -> Finding:
    mend = f"{meant}, if that is meant" if meant else otherwise
    return Finding(what, State.LESS, "no setting has this name, so it does nothing", mend)
