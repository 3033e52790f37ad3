"""The shipped articles, read without the code that ingests them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parents[2] / "corpus"
DIGEST = "linkedin-premium-messages-digest.md"
# Up to three digits: "[2026] IEHC 235" is a neutral citation, not a marker.
MARKER = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True)
class Article:
    """File name, front matter, and the body's sentences, which stand one on a line."""

    name: str
    front: dict[str, Any]
    body: str

    @property
    def sentences(self) -> list[str]:
        return [line for line in self.body.splitlines() if line and not line.startswith("#")]

    @property
    def sections(self) -> list[str]:
        return [line for line in self.body.splitlines() if line.startswith("#")]

    @property
    def references(self) -> list[dict[str, Any]]:
        return list(self.front["references"])

    @property
    def markers(self) -> set[str]:
        return {reference["marker"] for reference in self.references}


def read_article(path: Path) -> Article:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return Article(path.name, yaml.safe_load(front), body)


def read_articles() -> list[Article]:
    return [read_article(path) for path in sorted(CORPUS.glob("*.md")) if path.name != "README.md"]


def read_digest() -> Article:
    return read_article(CORPUS / DIGEST)
