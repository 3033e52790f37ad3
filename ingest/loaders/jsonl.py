"""Collections in one ``.jsonl`` file: a document a line."""

from __future__ import annotations

from codecs import BOM_UTF8
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
                row = line.removeprefix(BOM_UTF8) if number == 1 else line
                if row.strip():
                    yield _read(row, number, path)
    except OSError as error:
        yield Failure(str(path), f"cannot be read ({error.strerror}); check the file and its permissions")


def file_of(source: str, doc_id: str) -> str:
    """The file that a document was read from: its source, or for a row the collection that it stands in."""
    file = source.removesuffix(f"#{doc_id}")
    return file if file.lower().endswith(".jsonl") else source


def _read(line: bytes, number: int, path: Path) -> Loaded | Failure:
    try:
        return _document(line, path)
    except orjson.JSONDecodeError as error:
        problem = f"this line is not JSON ({error}); mend or remove it"
    except ValueError as error:
        problem = str(error)
    return Failure(f"{path}:{number}", problem, str(path))


def _document(line: bytes, path: Path) -> Loaded:
    """The document of a line. Raises ValueError for what is none."""
    row = orjson.loads(line)
    if not isinstance(row, dict):
        raise ValueError("this line is not a JSON object with `doc_id` and `text`")
    for field in ("doc_id", "text"):
        if not isinstance(row.get(field), str) or (field == "doc_id" and not row[field].strip()):
            raise ValueError(f"`{field}` is missing or is not text")
    return Loaded(
        row["doc_id"],
        row["text"],
        f"{path}#{row['doc_id']}",
        title=_field(row, "title"),
        publisher=_field(row, "publisher"),
        published=_field(row, "published") or _field(row, "date"),
        url=_field(row, "url"),
        kind=_field(row, "kind"),
        reliability=_field(row, "reliability"),
        as_of=_field(row, "as_of"),
        audience=named_audience(row),
    )


def _field(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()
