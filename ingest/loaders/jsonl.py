"""Collections in one ``.jsonl`` file: a document a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from ingest.loaders.source import Failure, Loaded, named_audience


def load_jsonl(path: Path) -> Iterator[Loaded | Failure]:
    """Each line's ``doc_id, title, url, date, text``, and what it has of ``publisher, kind, reliability, as_of,
    audience``.

    A line that is wrong is named and the rest is read.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _document(line, f"{path}:{number}", path)
    except OSError as error:
        yield Failure(str(path), f"cannot be read ({error.strerror}); check the file and its permissions")


def _document(line: bytes, where: str, path: Path) -> Loaded | Failure:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Failure(where, f"this line is not JSON ({error}); mend or remove it")
    if not isinstance(row, dict):
        return Failure(where, "this line is not a JSON object with `doc_id` and `text`")
    for field in ("doc_id", "text"):
        if not isinstance(row.get(field), str) or (field == "doc_id" and not row[field].strip()):
            return Failure(where, f"`{field}` is missing or is not text")
    date = _field(row, "published") or _field(row, "date")
    try:
        seen_by = named_audience(row)
    except ValueError as error:
        return Failure(where, str(error))
    return Loaded(
        row["doc_id"],
        row["text"],
        f"{path}#{row['doc_id']}",
        title=_field(row, "title"),
        publisher=_field(row, "publisher"),
        published=date,
        url=_field(row, "url"),
        kind=_field(row, "kind"),
        reliability=_field(row, "reliability"),
        as_of=_field(row, "as_of"),
        audience=seen_by,
    )


def _field(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()
