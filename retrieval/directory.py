"""Who belongs to which audiences, from a file such as

[users]
U024BE7LH = ["legal"]                                       # of Slack, or of any other place

[groups.lawyers]
members = ["U024BE7LH", "U0G9QF9C6"]
audiences = ["legal", "board"]

[channels]
C0TR1AL = ["legal"]                                         # whoever is in this channel may see these there
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from retrieval.audience import Readers, names, together
from retrieval.errors import UsageError


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Group(_Strict):
    """People who belong to the same audiences."""

    members: frozenset[str]
    audiences: frozenset[str]

    @field_validator("audiences", mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        return frozenset(names(given))


class Directory(_Strict):
    """The audiences of users, groups and channels, by their ids."""

    users: Mapping[str, frozenset[str]] = {}
    groups: Mapping[str, Group] = {}
    channels: Mapping[str, frozenset[str]] = {}

    @field_validator("users", "channels", mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            raise ValueError(f"{given!r} is no table of names")
        return {who: frozenset(names(audiences)) for who, audiences in given.items()}

    @property
    def is_empty(self) -> bool:
        """Whether nobody belongs to any audience."""
        return not (self.users or self.groups or self.channels)

    def of_user(self, user: str) -> frozenset[str]:
        """The audiences that somebody belongs to."""
        groups = (group.audiences for group in self.groups.values() if user in group.members)
        return frozenset(self.users.get(user, frozenset())).union(*groups)

    def readers(self, members: Iterable[str], channel: str = "") -> Readers:
        """The readers of an answer in a channel with these members; nobody known, what everyone may see is used."""
        there = self.channels.get(channel, frozenset())
        return together(self.of_user(member) | there for member in members)


NOBODY = Directory()


def load_directory(path: Path | None) -> Directory:
    """Read the file; without one, nobody belongs to any audience. Raises UsageError for a file that cannot be used."""
    if path is None:
        return NOBODY
    try:
        return Directory.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"PINCITE_AUDIENCES: {path}: {error.strerror}; check the path.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise UsageError(f"{path}: {place}: {first['msg']}; see the README on who may see what.") from error
    except ValueError as error:
        raise UsageError(f"{path} is not TOML as the README describes it ({error}); mend it.") from error
