"""A source as the checks see it: its sentences and its front matter, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from ingest.lint.findings import Place
from ingest.loaders.files import FRONT_MATTER
from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Failure, Loaded, printable
from ingest.loaders.structure import whole
from ingest.passages import NotQuotable, parse
from retrieval.documents import Document, Sentence
from retrieval.markers import shown


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as shown, the numbers of its markers, and where it stands."""

    text: str
    place: Place
    section: str
    markers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of front matter: the node that YAML read, and its line."""

    node: yaml.Node
    line: int

    @property
    def text(self) -> str:
        """Its value as written; empty for a list or a mapping."""
        return self.node.value.strip() if isinstance(self.node, yaml.ScalarNode) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given."""
        return not self.node.value or self.text in {"null", "~"}


@dataclass(frozen=True)
class Article:
    """One source. ``front`` is None where there is no front matter; ``file`` is its path, as given."""

    file: str
    document: Document
    front: dict[str, Field] | None = None
    reference_lines: dict[str, int] = field(default_factory=dict)

    @property
    def is_markdown(self) -> bool:
        """Whether the file should have front matter."""
        return self.file.lower().endswith((".md", ".markdown"))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Its sentences in order."""
        return tuple(
            self._statement(sentence, passage.section)
            for passage in self.document.passages
            for sentence in passage.sentences
        )

    def place(self, line: int, says: str = "") -> Place:
        """A line of this source."""
        return Place(self.file, line, says)

    def reference_place(self, marker: str) -> Place:
        """Where a reference is listed."""
        return self.place(self.reference_lines.get(marker, 1))

    def _statement(self, sentence: Sentence, section: str) -> Statement:
        text = self.document.text
        says = shown(text[sentence.start : sentence.end])
        line = text.count("\n", 0, sentence.start) + 1
        return Statement(says, self.place(line, says), section, tuple(marker.number for marker in sentence.markers))


def read_articles(paths: Sequence[Path]) -> Iterator[Article | Failure]:
    """Every source under the paths, or why it cannot be read. Raises UsageError as ``ingest`` does."""
    for loaded in load(source_files(paths)):
        if isinstance(loaded, Failure):
            yield loaded
            continue
        try:
            yield _article(loaded)
        except NotQuotable as problem:
            yield Failure(loaded.source, str(problem))


def _article(loaded: Loaded) -> Article:
    document = parse(loaded)
    match = FRONT_MATTER.match(loaded.text) if loaded.markdown and loaded.body_start else None
    front = _fields(yaml.compose(match.group(1), yaml.SafeLoader), 2) if match else None
    listed = listed_in_front(front)
    lines = _reference_lines(listed) if listed else _listed_in_text(document)
    return Article(printable(_as_given(loaded.source)), document, front, lines)


def _as_given(source: str) -> str:
    """A path below the working folder is shown from there."""
    path, here = Path(source), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else source


def _fields(node: yaml.Node | None, first_line: int) -> dict[str, Field]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {whole(str(key.value)): Field(value, key.start_mark.line + first_line) for key, value in node.value}


def listed_in_front(front: dict[str, Field] | None) -> yaml.CollectionNode | None:
    """The references of the front matter, where it lists any."""
    node = front["references"].node if front and "references" in front else None
    return node if isinstance(node, yaml.CollectionNode) and node.value else None


def _reference_lines(node: yaml.CollectionNode) -> dict[str, int]:
    """The line of each reference in the front matter."""
    if isinstance(node, yaml.MappingNode):
        return {marker: field.line for marker, field in _fields(node, 2).items()}
    lines: dict[str, int] = {}
    for position, entry in enumerate(node.value, start=1):
        fields = _fields(entry, 2)
        marker = next((fields[name].text for name in ("marker", "n", "id") if name in fields), str(position))
        lines.setdefault(marker, entry.start_mark.line + 2)
    return lines


def _listed_in_text(document: Document) -> dict[str, int]:
    """The line of each reference in a list at the end of the text."""
    lines: dict[str, int] = {}
    for number, line in enumerate(document.text.split("\n"), start=1):
        match = re.match(r"\s*(?:[-*]\s+)?\[?(\d{1,3})[\].)]", line)
        if match:
            lines[match.group(1)] = number
    return lines
