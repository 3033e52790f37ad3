"""Reading the question sets: documents, questions, evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from training.pages import Page, Span

_ABOUT = re.compile(r"^Consider .{3,200}?;\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its evidence, by document; ``scope`` are the documents that its label speaks about.

    ``history`` holds the turns before it, with who spoke in front; ``near`` what looks like an answer and is none.
    """

    text: str
    evidence: dict[str, tuple[Span, ...]]
    answers: dict[str, tuple[Span, ...]]
    scope: tuple[str, ...]
    hypothesis: str = ""
    history: tuple[str, ...] = ()
    near: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def documents(self) -> set[str]:
        """Documents that the question is about."""
        return set(self.scope) | set(self.evidence)

    @property
    def answerable(self) -> bool:
        """Whether a document holds evidence."""
        return bool(self.evidence)

    @property
    def own(self) -> tuple[str, ...]:
        """The documents that its label speaks about, or else those that hold its evidence."""
        return self.scope or tuple(sorted(self.evidence))

    def phrases(self, pages: Mapping[str, Page]) -> list[str]:
        """The words of its answers, in lower case."""
        return [pages[key].text[start:end].casefold() for key, spans in self.answers.items() for start, end in spans]

    @property
    def bare(self) -> str:
        """The question without the clause that names the document."""
        return _ABOUT.sub("", self.text)


@dataclass(frozen=True)
class QuestionSet:
    """A corpus and its questions."""

    name: str
    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Documents by id."""
        rows = read_rows(self.folder / "corpus.jsonl")
        return {row["doc_id"]: Page.of(row["doc_id"], row["title"], row["text"]) for row in rows}

    @cached_property
    def questions(self) -> list[Question]:
        """The questions of the development half."""
        return [_question(row) for row in read_rows(self.folder / "questions.dev.jsonl")]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _question(row: dict[str, Any]) -> Question:
    evidence = _by_document(row["evidence"])
    answers = _by_document(row["answer_spans"]) if "answer_spans" in row else evidence
    return Question(
        row["question"],
        evidence,
        answers,
        tuple(row.get("scope_doc_ids") or ()),
        row.get("hypothesis", ""),
        tuple(row.get("history") or ()),
        _by_document(row.get("near") or []),
    )


def _by_document(spans: list[dict[str, Any]]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span["doc_id"], []).append((span["start"], span["end"]))
    return {doc_id: tuple(each) for doc_id, each in found.items()}
