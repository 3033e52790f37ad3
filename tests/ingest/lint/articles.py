"""Small made-up articles, and what a check finds in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ingest.lint import Checked, Finding, check

FRONT = {
    "title": "The Harbour Fishing case",
    "publisher": "The Example",
    "published": "2025-03-01",
    "as_of": "2025-03-01",
    "kind": "report",
    "reliability": "press",
    "tags": "[fish]",
}
TODAY = date(2025, 6, 1)


def article(*sentences: str, references: tuple[str, ...] = (), reference_date: str = "", **front: str | None) -> str:
    """An article: its sentences one on a line, ``references`` as URLs; a front matter field of None is left out."""
    fields = {name: value for name, value in (FRONT | front).items() if value is not None}
    lines = [f"{name}: {value}" for name, value in fields.items()]
    if references:
        lines.append("references:")
    for number, url in enumerate(references, start=1):
        lines += [f'  - marker: "{number}"', f"    url: {url}", "    publisher: The Example"]
        lines += [f"    date: {reference_date}"] * bool(reference_date)
    return "\n".join(["---", *lines, "---", "", "## Part", "", *sentences, ""])


def checked(folder: Path, **articles: str) -> Checked:
    """Check a folder of articles by name."""
    for name, text in articles.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return check([folder], TODAY)


def found(folder: Path, *sentences: str, **fields: object) -> list[Finding]:
    """What is found in one article of these sentences."""
    return list(checked(folder, a=article(*sentences, **fields)).findings)  # type: ignore[arg-type]


def line_of(text: str, words: str) -> int:
    """The number of the first line that holds some words."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)
