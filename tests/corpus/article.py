"""The shipped article, read without the code that ingests it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parents[2] / "corpus"
MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Article:
    """Front matter, and the body's sentences, which stand one on a line."""

    front: dict[str, Any]
    body: str

    @property
    def sentences(self) -> list[str]:
        return [line for line in self.body.splitlines() if line and not line.startswith("#")]

    @property
    def markers(self) -> set[str]:
        return {reference["marker"] for reference in self.front["references"]}


def read_digest() -> Article:
    _, front, body = (CORPUS / "linkedin-premium-messages-digest.md").read_text(encoding="utf-8").split("---\n", 2)
    return Article(yaml.safe_load(front), body)
