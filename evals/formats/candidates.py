"""Candidates for cases: one JSON object a line, written by ``pincite feedback export`` and ``pincite eval draft``.

    {"id": "fb-0192",                      required; unique in the file
     "question": "When was it filed?",     required
     "history": ["What is the case?"],     the earlier questions of the conversation, oldest first
     "kind": "feedback",                   or "draft"
     "verdict": "wrong",                   what the person said: wrong, outdated, missing, unclear, not_allowed,
                                           helpful, or bad without a reason
     "comment": "It was 2025",             their words, if any
     "sentence": 1,                        the number of the citation that they meant, if any
     "answer": {...},                      the answer's JSON, exactly as it was shown
     "reported": "2025-03-01T10:00:00Z",   when
     "says": [["2025-01-21"]],             a proposal, as in a case file; drafts have one, feedback has none
     "document": "filing.md",              likewise
     "quote": "The suit was filed ..."}    the sentence that a draft was made from

Only ``id`` and ``question`` are required, and unknown fields are passed over. Who reported is not part of it. A bad
answer holds no right one, so feedback never becomes a case without a person who says what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases.expected import Wordings
from retrieval.answer import Answer
from retrieval.errors import UsageError

Verdict = Literal["wrong", "outdated", "missing", "unclear", "not_allowed", "helpful", "bad"]


class Candidate(BaseModel):
    """A question that may become a case, with what is known about it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    history: tuple[str, ...] = ()
    kind: Literal["feedback", "draft"] = "feedback"
    verdict: Verdict | None = None
    comment: str = ""
    sentence: int | None = None
    answer: Answer | None = None
    reported: str = ""
    says: tuple[Wordings, ...] = ()
    document: str | None = None
    quote: str = ""


def read_candidates(file: Path) -> tuple[Candidate, ...]:
    """The candidates of a file. Raises UsageError that names the line and the field."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    return tuple(_parsed(file, lines))


def write_candidates(candidates: Iterable[Candidate], file: Path) -> None:
    """Write a file of candidates. Raises OSError."""
    rows = (candidate.model_dump_json(exclude_defaults=True).encode() + b"\n" for candidate in candidates)
    file.write_bytes(b"".join(rows))


def _parsed(file: Path, lines: Iterable[bytes]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            candidate = Candidate.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"])) or "line"
            raise UsageError(f"{file}:{number}: {where}: {first['msg']}") from error
        if candidate.id in seen:
            raise UsageError(f"{file}:{number}: id: {candidate.id!r} is used twice")
        seen.add(candidate.id)
        yield candidate
