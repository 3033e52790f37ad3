"""What a check of the sources finds, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error is wrong whatever else is true; a warning is for an editor to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a source; ``says`` is what stands there, as far as it matters."""

    file: str
    line: int
    says: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem; ``beside`` are the other places that show it."""

    severity: Severity
    rule: str
    place: Place
    message: str
    beside: tuple[Place, ...] = ()


def error(rule: str, place: Place, message: str, *beside: Place) -> Finding:
    """A finding that fails the check."""
    return Finding(Severity.ERROR, rule, place, message, beside)


def warning(rule: str, place: Place, message: str, *beside: Place) -> Finding:
    """A finding that is only shown."""
    return Finding(Severity.WARNING, rule, place, message, beside)
