"""Options that several commands share."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from retrieval.audience import Readers, together

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index folder. Default: PINCITE_INDEX or .pincite/index."),
]
AudienceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--audience",
        metavar="NAME",
        help="Use documents for this audience too (repeatable). Default: only those for everyone.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def readers(audience: list[str] | None) -> Readers:
    """Whoever runs the command, as one reader who belongs to these audiences."""
    return together([audience]) if audience else ()


def day(text: object) -> date:
    """A day as it is given to a command. Raises ValueError when it is none."""
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        with suppress(ValueError):
            return date.fromisoformat(text.strip())
    raise ValueError(f"{text!r} is not a day; write it as 2025-01-23")
