"""A text changed by a person in the editor of their choice."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from retrieval.errors import UsageError


def edited(text: str) -> str:
    """The text after the editor of ``VISUAL`` or ``EDITOR`` (else ``vi``) has closed. Raises UsageError."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*command, str(file)], check=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError) as error:
            raise UsageError(f"The editor {command[0]!r} failed ({error}); set EDITOR to one that works") from error
        return file.read_text(encoding="utf-8")
