"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index folder. Default: PINCITE_INDEX or .pincite/index."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
