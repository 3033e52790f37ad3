"""Markdown and plain-text files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml

from ingest.loaders.sniff import Kind, kind_of, misnamed
from ingest.loaders.source import Failure, Loaded, Raw, named_audience
from ingest.loaders.structure import whole
from ingest.references import front_matter_references
from retrieval.documents import Reference

# Between two lines of "---". Behind the first one stands no blank line: that would be a thematic break (as in Pandoc).
FRONT_MATTER = re.compile(r"\ufeff?---[^\S\n]*\r?\n(?![^\S\n]*\r?\n)(.*?)^---[^\S\n]*(?:\r?\n|\Z)", re.S | re.M)
_FIELD = re.compile(r"(?:[^\S\n]*#.*\n)*[\w-]+[^\S\n]*:(?:\s|$)", re.M)
_FIELDS = ("title", "publisher", "published", "url", "kind", "reliability", "as_of")


class _Yaml(yaml.SafeLoader):
    """Joins the halves of characters: what was escaped as in JSON may write one as two."""

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> str:
        return whole(str(super().construct_scalar(node)))


def load_markdown(raw: Raw) -> Loaded | Failure:
    """A Markdown file; YAML front matter between ``---`` lines gives title, publisher, date, URL and references."""
    text = _decoded(raw)
    if isinstance(text, Failure):
        return text
    match = FRONT_MATTER.match(text)
    if match is None or not (match.group(1).strip() == "" or _FIELD.match(match.group(1))):
        return Loaded(raw.doc_id, text, raw.source, url=raw.url, markdown=True)
    try:
        fields = _Yaml(match.group(1)).get_single_data() or {}
        if not isinstance(fields, dict):
            raise ValueError("it must hold `name: value` lines")
        references = _references(fields.get("references") or ())
        seen_by = named_audience(fields)
    except (yaml.YAMLError, ValueError) as error:
        return Failure(raw.source, f"its front matter is not readable ({' '.join(str(error).split())}); mend the YAML")
    title, publisher, published, url, kind, reliability, as_of = (_plain(fields.get(name)) for name in _FIELDS)
    return Loaded(
        _plain(fields.get("id")) or raw.doc_id,
        text,
        raw.source,
        title=title,
        publisher=publisher,
        published=published,
        url=url or raw.url,
        kind=kind,
        reliability=reliability or ("digest" if kind == "digest" else ""),
        as_of=as_of,
        audience=seen_by,
        body_start=match.end(),
        markdown=True,
        references=references,
    )


def load_text(raw: Raw) -> Loaded | Failure:
    """A plain-text file; its title is its name in words."""
    text = _decoded(raw)
    if isinstance(text, Failure):
        return text
    return Loaded(raw.doc_id, text, raw.source, title=raw.title_from_name, url=raw.url)


def _decoded(raw: Raw) -> str | Failure:
    """The characters of a UTF-8 file, line ends as they are."""
    kind = kind_of(raw.data)
    if kind not in {Kind.HTML, Kind.OTHER}:
        return Failure(raw.source, misnamed(raw.data, "text", Kind.OTHER))
    try:
        return raw.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.data[: error.start].count(b"\n") + 1
        return Failure(raw.source, f"is not UTF-8 (byte {error.start}, line {line}); save it as UTF-8 and try again")


def _references(entries: Any) -> tuple[Reference, ...]:
    """The listed references; under its marker an entry may say all that it would say in a list."""
    if isinstance(entries, Mapping) and any(isinstance(entry, Mapping) for entry in entries.values()):
        listed = {marker: entry if isinstance(entry, Mapping) else {"url": entry} for marker, entry in entries.items()}
        entries = [{**entry, "marker": marker} for marker, entry in listed.items()]
    return front_matter_references(entries)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()
