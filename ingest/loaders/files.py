"""Markdown and plain-text files."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from ingest.loaders.source import Failure, Loaded
from ingest.references import front_matter_references

_FRONT_MATTER = re.compile(r"\ufeff?---[^\S\n]*\r?\n(.*?)(?:\r?\n)?---[^\S\n]*(?:\r?\n|\Z)", re.S)
_FIELDS = ("title", "publisher", "published", "url", "kind")


def read_text(path: Path) -> str | Failure:
    """The characters of a UTF-8 file, line ends as they are."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Failure(str(path), f"cannot be read ({error.strerror}); check the file and its permissions")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Failure(str(path), f"is not UTF-8 (byte {error.start}, line {line}); save it as UTF-8 and try again")


def load_markdown(path: Path, doc_id: str) -> Loaded | Failure:
    """A Markdown file; YAML front matter between ``---`` lines gives title, publisher, date, URL and references."""
    text = read_text(path)
    if isinstance(text, Failure):
        return text
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Loaded(doc_id, text, str(path), markdown=True)
    try:
        fields = yaml.safe_load(match.group(1)) or {}
        if not isinstance(fields, dict):
            raise ValueError("it must hold `name: value` lines")
        references = front_matter_references(fields.get("references") or ())
    except (yaml.YAMLError, ValueError) as error:
        return Failure(str(path), f"its front matter is not readable ({' '.join(str(error).split())}); mend the YAML")
    values = {name: _plain(fields.get(name)) for name in _FIELDS}
    return Loaded(
        _plain(fields.get("id")) or doc_id,
        text,
        str(path),
        **values,
        body_start=match.end(),
        markdown=True,
        references=references,
    )


def load_text(path: Path, doc_id: str) -> Loaded | Failure:
    """A plain-text file; its title is its name in words unless the text opens with a heading of its own."""
    text = read_text(path)
    if isinstance(text, Failure):
        return text
    title = re.sub(r"[-_]+", " ", path.stem).strip()
    return Loaded(doc_id, text, str(path), title=title[:1].upper() + title[1:])


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
