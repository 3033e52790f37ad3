"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether it is as it should be. With ``LESS`` the bot works, but does less."""

    OK = "ok"
    LESS = "less"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Finding:
    """``what`` was looked at, and ``says`` what was found; where that is not well, ``mend`` says how to mend it."""

    what: str
    state: State
    says: str
    mend: str = ""
